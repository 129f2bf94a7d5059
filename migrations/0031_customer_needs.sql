-- What a customer needs a car for, what they drive already, what they told us of themselves, and what is arranged for them.
ALTER TABLE customers ADD COLUMN use_kind TEXT;
ALTER TABLE customers ADD COLUMN buy_kind TEXT;
ALTER TABLE customers ADD COLUMN buys_every INTEGER;
ALTER TABLE customers ADD COLUMN pays TEXT;
ALTER TABLE customers ADD COLUMN energy_wish TEXT;
ALTER TABLE customers ADD COLUMN seats_wish INTEGER;
ALTER TABLE customers ADD COLUMN likes TEXT;

CREATE TABLE customer_cars (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  brand TEXT NOT NULL,
  model TEXT NOT NULL,
  plate TEXT,
  vin TEXT,
  bought_on TEXT,
  gone_on TEXT,
  note TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_cars_customer ON customer_cars (customer_id);

-- 金融 · 保险 · 上牌 · 改装, arranged with a partner.
CREATE TABLE partner_tasks (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  order_id TEXT,
  kind TEXT NOT NULL,
  partner TEXT,
  note TEXT,
  due_on TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  state TEXT NOT NULL,
  result TEXT,
  done_at INTEGER,
  done_by TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX partner_tasks_customer ON partner_tasks (customer_id, state, due_on);

-- What somebody said to us by phone, mail or chat: a question, a complaint, a suggestion.
CREATE TABLE inquiries (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  said TEXT,
  owner_id TEXT NOT NULL,
  answer_by_on TEXT NOT NULL,
  outcome TEXT,
  rating INTEGER,
  settled_at INTEGER,
  settled_by TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX inquiries_customer ON inquiries (customer_id, kind, settled_at);
CREATE INDEX inquiries_open ON inquiries (answer_by_on) WHERE settled_at IS NULL;
