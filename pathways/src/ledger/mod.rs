//! The credit ledger: which award counts where, for how much, and what is excess or unusable, and why.
