//! Files in and out. Bad input gives findings that name the place, and nothing else happens.
