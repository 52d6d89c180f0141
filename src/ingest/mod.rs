//! Files and folders to articles and notices.
