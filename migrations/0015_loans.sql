-- What lenders offer, and which offer an order agreed on (JSON, see shared/modules/loans/rules.ts).
CREATE TABLE loan_products (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  lender TEXT NOT NULL,
  method TEXT NOT NULL,
  lender_bp INTEGER NOT NULL,
  buyer_bp INTEGER NOT NULL,
  subsidiser TEXT NOT NULL,
  months TEXT NOT NULL,
  min_down_bp INTEGER NOT NULL DEFAULT 0,
  balloon_bp INTEGER NOT NULL DEFAULT 0,
  fee_bp INTEGER NOT NULL DEFAULT 0,
  max_loan_fen INTEGER,
  valid_from_on TEXT NOT NULL,
  valid_to_on TEXT,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
ALTER TABLE orders ADD COLUMN loan_terms TEXT;
