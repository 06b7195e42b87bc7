# Tasks and Today.
