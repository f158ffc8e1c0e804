//! What rests on what: a petgraph graph of awards, ways to achieve them, and requirements.
