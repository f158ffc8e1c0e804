//! The bundled catalogue and the sample learners, compiled into the program.
