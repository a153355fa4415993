//! The course: a book whose numbers and figures are made by running scenarios.
