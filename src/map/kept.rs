//! What was painted last, kept for the next frame.
//!
//! A frame in which neither camera nor scene changed copies two lists of shapes. Keys hold everything that the shapes
//! depend on and are compared as a whole, never by a hash; what lies under the pointer is in none of them.

use super::options::{MapOptions, MapSizes};
use super::painted::Painted;
use super::scene::Stand;
use super::{fonts, text};
use crate::basemap::Basemap;
use crate::briefing::{Scene, Symbol, Theme};
use crate::geo::Viewport;
use egui::epaint::{ClippedShape, Primitive};
use egui::{Color32, Galley, Id, Painter, Rect, Shape, TextureHandle};
use std::sync::{Arc, Mutex, PoisonError};

/// What the ground depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GroundKey {
    viewport: Viewport,
    theme: Theme,
    sizes: MapSizes,
    scale: f32,
    relief: bool,
    triangles: bool,
    basemap: u64,
    pixels_per_point: f32,
}

impl GroundKey {
    pub(crate) fn new(painter: &Painter, viewport: &Viewport, options: &MapOptions, basemap: &Basemap) -> Self {
        Self {
            viewport: *viewport,
            theme: options.theme,
            sizes: options.sizes,
            scale: options.scale,
            relief: options.relief,
            triangles: options.triangles,
            basemap: basemap.id(),
            pixels_per_point: painter.pixels_per_point(),
        }
    }
}

/// What symbols and names depend on besides.
#[derive(Clone, Debug)]
pub(crate) struct StoriesKey {
    ground: GroundKey,
    symbols: Vec<Symbol>,
    selected: Option<usize>,
    avoid: Vec<Rect>,
    shown: [bool; 4],
    /// A word that the context keeps laid out. When its fonts change or their atlas is made anew, all laid out words
    /// go with it, and this one is another.
    word: Arc<Galley>,
}

/// Words that are laid out in every frame: see [`StoriesKey::word`].
fn word(painter: &Painter) -> Arc<Galley> {
    text::layout(painter, "Map", fonts::sans(12.0), 0.0, Color32::BLACK)
}

fn shown(options: &MapOptions) -> [bool; 4] {
    [options.base_labels, options.labels, options.chips, options.clusters]
}

impl StoriesKey {
    fn new(ground: GroundKey, word: Arc<Galley>, scene: &Scene, options: &MapOptions) -> Self {
        Self {
            ground,
            symbols: scene.symbols.clone(),
            selected: scene.selected,
            avoid: options.avoid.clone(),
            shown: shown(options),
            word,
        }
    }

    fn fits(&self, ground: &GroundKey, word: &Arc<Galley>, scene: &Scene, options: &MapOptions) -> bool {
        self.ground == *ground
            && Arc::ptr_eq(&self.word, word)
            && self.selected == scene.selected
            && self.shown == shown(options)
            && self.avoid == options.avoid
            && self.symbols == scene.symbols
    }
}

/// The ground as it was drawn.
pub(crate) struct KeptGround {
    pub shapes: Vec<Shape>,
    /// Held so that the context does not let go of what the shapes show.
    pub _textures: Vec<TextureHandle>,
}

/// Outlines, symbols and names as they were drawn.
#[derive(Debug)]
pub(crate) struct KeptStories {
    pub shapes: Vec<Shape>,
    pub painted: Painted,
    pub stands: Vec<Stand>,
    /// Symbols whose outlines are drawn.
    pub outlined: Vec<usize>,
}

/// The shapes with every run of lines and areas as triangles. Words stay words: their place in the atlas of letters may
/// change. What lies outside the painter's clip rectangle is left out.
pub(crate) fn as_triangles(painter: &Painter, shapes: Vec<Shape>) -> Vec<Shape> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    let finish = |run: &mut Vec<Shape>, out: &mut Vec<Shape>| {
        if run.is_empty() {
            return;
        }
        let shape = Shape::Vec(std::mem::take(run));
        let clipped = ClippedShape::new(painter.clip_rect(), shape);
        for primitive in painter.ctx().tessellate(vec![clipped], painter.pixels_per_point()) {
            if let Primitive::Mesh(mesh) = primitive.primitive {
                out.push(Shape::mesh(mesh));
            }
        }
    };
    for shape in shapes {
        match shape {
            Shape::Noop => {}
            Shape::Text(_) | Shape::Callback(_) => {
                finish(&mut run, &mut out);
                out.push(shape);
            }
            shape => run.push(shape),
        }
    }
    finish(&mut run, &mut out);
    out
}

/// Pictures kept a kind: a page shows a map and an inset, which is painted twice.
const KEPT: usize = 3;

#[derive(Default)]
struct Shelf {
    grounds: Vec<(GroundKey, Arc<KeptGround>)>,
    stories: Vec<(StoriesKey, Arc<KeptStories>)>,
}

fn shelf(painter: &Painter) -> Arc<Mutex<Shelf>> {
    painter.ctx().data_mut(|d| d.get_temp_mut_or_default::<Arc<Mutex<Shelf>>>(Id::unique("kept map")).clone())
}

/// Puts something behind the others and lets go of the eldest.
fn put<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= KEPT {
        list.remove(0);
    }
    list.push(item);
}

/// The ground of a key, drawn where it is not kept.
pub(crate) fn ground(painter: &Painter, key: &GroundKey, draw: impl FnOnce() -> KeptGround) -> Arc<KeptGround> {
    let shelf = shelf(painter);
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = shelf.grounds.iter().find(|(k, _)| k == key) {
        return Arc::clone(known);
    }
    let made = Arc::new(draw());
    put(&mut shelf.grounds, (key.clone(), Arc::clone(&made)));
    made
}

/// Symbols and names of a scene, drawn where they are not kept.
pub(crate) fn stories(
    painter: &Painter,
    key: &GroundKey,
    scene: &Scene,
    options: &MapOptions,
    draw: impl FnOnce() -> KeptStories,
) -> Arc<KeptStories> {
    let word = word(painter);
    let shelf = shelf(painter);
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = shelf.stories.iter().find(|(k, _)| k.fits(key, &word, scene, options)) {
        return Arc::clone(known);
    }
    let made = Arc::new(draw());
    put(&mut shelf.stories, (StoriesKey::new(key.clone(), word, scene, options), Arc::clone(&made)));
    made
}
