-- Entries of the feed that changed what the whole group works by: people, roles, prices, parameters, templates.
CREATE TABLE published (number INTEGER PRIMARY KEY, tables TEXT NOT NULL) STRICT;
INSERT INTO published (number, tables)
  SELECT p.number, json_group_array(DISTINCT json_extract(c.value, '$.table')) FROM feed_parts p, json_each(p.changes) c
  WHERE p.site = '' AND json_extract(c.value, '$.table') IN
    ('users', 'roles', 'parameters', 'approval_rules', 'templates', 'message_templates', 'catalogue_models', 'catalogue_prices', 'loan_products')
  GROUP BY p.number;
