//! The program itself, in a real window on a virtual screen, looked at through its own picture of itself.

use dateline::briefing::Theme;
use dateline::map::Palette;
use libtest_mimic::Trial;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// All of them.
pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("window::real-window", || {
            real_window();
            Ok(())
        }),
        Trial::test("window::no-display-writes-the-briefing", || {
            no_display();
            Ok(())
        }),
    ]
}

/// A virtual screen that ends with the test.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// Starts Xvfb on a screen that it finds free itself; `None` when there is no Xvfb. One that does not start is a
    /// failure.
    fn start() -> Option<Self> {
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = match server {
            Err(e) if e.kind() == ErrorKind::NotFound => return None,
            server => server.unwrap(),
        };
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(number.trim().parse::<u32>().is_ok(), "Xvfb told no screen: {number:?}");
        Some(Self { server, name: format!(":{}", number.trim()) })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Asked to end, it takes its lock and socket with it; killed, it would leave them.
        let _ = Command::new("kill").arg(self.server.id().to_string()).status();
        let _ = self.server.wait();
    }
}

fn scratch(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("dateline-window-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
}

/// Waits for a program for at most a minute.
fn finish(mut child: Child) -> std::process::ExitStatus {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if began.elapsed() > Duration::from_mins(1) {
            child.kill().unwrap();
            panic!("the window did not close");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn real_window() {
    let Some(screen) = Screen::start() else {
        println!("window::real-window: skipped, there is no Xvfb");
        return;
    };
    let dir = scratch("real");
    let file = dir.join("window.png");
    let child = program()
        .args(["--window-size", "1440x900", "--select", "Auckland", "--exit", "--screenshot"])
        .arg(&file)
        .env("DISPLAY", &screen.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .current_dir(&dir)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = finish(child);
    assert!(status.success(), "{status}");
    if !file.exists() {
        // Without OpenGL the program says so and writes the briefing instead.
        assert!(dir.join("briefing.png").exists());
        println!("window::real-window: skipped, there is no OpenGL on the virtual screen");
        return;
    }
    let picture = image(&file);
    assert_eq!((picture.width, picture.height), (1440, 900));
    let p = Palette::of(Theme::Light);
    let share = |c: egui::Color32| picture.share([c.r(), c.g(), c.b()]);
    let map = 1.0 - (276.0 + 400.0) / 1440.0;
    let sea = share(p.sea);
    assert!(sea > 0.05 && sea < map, "sea {sea}");
    let event = share(p.event);
    assert!(event > 0.0005 && event < 0.05, "symbols {event}");
    let panel = share(p.panel);
    assert!(panel > 0.15, "panels {panel}");
    assert!(share(p.text) > 0.002, "text");
    assert!(share(p.selection) > 0.0005, "the selection");
    let _ = std::fs::remove_dir_all(&dir);
}

fn no_display() {
    let dir = scratch("none");
    let output = program()
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .current_dir(&dir)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("dateline: no display; the briefing is written to briefing.png\n"), "{said}");
    let picture = image(&dir.join("briefing.png"));
    assert_eq!((picture.width, picture.height), (1920, 1080));
    let _ = std::fs::remove_dir_all(&dir);
}

/// A decoded picture.
struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<[u8; 3]>,
}

impl Picture {
    /// Share of the pixels that have nearly this colour.
    fn share(&self, c: [u8; 3]) -> f64 {
        let near = |p: &&[u8; 3]| p.iter().zip(c).all(|(&a, b)| a.abs_diff(b) <= 3);
        self.rgb.iter().filter(near).count() as f64 / self.rgb.len() as f64
    }
}

fn image(path: &Path) -> Picture {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    let rgb = bytes[..info.buffer_size()].chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect();
    Picture { width: info.width, height: info.height, rgb }
}
