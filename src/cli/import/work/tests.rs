//! Columns and rows of tickets, tasks and activities.
