-- Buying parts: suppliers, what was said with them, purchases with lines, deliveries and invoices.
CREATE TABLE suppliers (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, contact TEXT, phone TEXT, lead_days INTEGER, terms TEXT, archived_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX suppliers_name ON suppliers (name);
CREATE TABLE supplier_notes (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, supplier_id TEXT NOT NULL, kind TEXT NOT NULL, said TEXT NOT NULL, points INTEGER,
  noted_at INTEGER NOT NULL, noted_by TEXT NOT NULL
) STRICT;
CREATE INDEX supplier_notes_supplier ON supplier_notes (supplier_id, noted_at);
CREATE TABLE purchases (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, no TEXT NOT NULL, supplier_id TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  due_on TEXT, asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, decided_by TEXT, decided_at INTEGER, comment TEXT, ordered_at INTEGER
) STRICT;
CREATE INDEX purchases_no ON purchases (no);
CREATE INDEX purchases_asked ON purchases (asked_at);
CREATE INDEX purchases_supplier ON purchases (supplier_id);
CREATE INDEX purchases_going ON purchases (site_id) WHERE state = 'ordered';
CREATE TABLE purchase_lines (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, purchase_id TEXT NOT NULL, sort INTEGER NOT NULL DEFAULT 0, part_id TEXT NOT NULL,
  units INTEGER NOT NULL, cost_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX purchase_lines_purchase ON purchase_lines (purchase_id);
CREATE INDEX purchase_lines_part ON purchase_lines (part_id);
CREATE TABLE purchase_receipts (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, purchase_id TEXT NOT NULL, line_id TEXT NOT NULL, no TEXT NOT NULL,
  units INTEGER NOT NULL, damaged_units INTEGER NOT NULL DEFAULT 0, cost_fen INTEGER NOT NULL, note TEXT, received_on TEXT NOT NULL,
  received_at INTEGER NOT NULL, received_by TEXT NOT NULL
) STRICT;
CREATE INDEX purchase_receipts_purchase ON purchase_receipts (purchase_id);
CREATE INDEX purchase_receipts_line ON purchase_receipts (line_id);
CREATE TABLE purchase_invoices (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, purchase_id TEXT NOT NULL, invoice_no TEXT NOT NULL, amount_fen INTEGER NOT NULL,
  invoiced_on TEXT NOT NULL, note TEXT, entered_at INTEGER NOT NULL, entered_by TEXT NOT NULL
) STRICT;
CREATE INDEX purchase_invoices_purchase ON purchase_invoices (purchase_id);
