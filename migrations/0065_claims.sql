-- Claims against insurers and makers, and every step one took.
CREATE TABLE claims (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  payer TEXT NOT NULL,
  party TEXT NOT NULL,
  work_order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  plate TEXT,
  vin TEXT,
  car_name TEXT NOT NULL,
  about TEXT NOT NULL,
  claimed_fen INTEGER NOT NULL,
  accepted_fen INTEGER,
  reason TEXT,
  round INTEGER NOT NULL DEFAULT 0,
  submitted_on TEXT,
  answered_on TEXT,
  due_on TEXT,
  their_no TEXT,
  note TEXT,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_no ON claims (no);
CREATE INDEX claims_made ON claims (made_at, id);
CREATE INDEX claims_order ON claims (work_order_id, payer);
CREATE INDEX claims_customer ON claims (customer_id);
CREATE INDEX claims_state ON claims (state, due_on);
CREATE INDEX claims_answered ON claims (answered_on);
CREATE INDEX claims_party ON claims (payer, party);
CREATE TABLE claim_steps (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  state TEXT NOT NULL,
  round INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  reason TEXT,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_steps_claim ON claim_steps (claim_id);
