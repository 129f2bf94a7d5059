-- What lies in quarantine by why it does: the first word of the ruling's reason, and the places where such lists begin.
ALTER TABLE changesets ADD COLUMN why TEXT GENERATED ALWAYS AS (substr(reason, 1, instr(reason || ' ', ' ') - 1)) VIRTUAL;
CREATE INDEX changesets_waiting_why ON changesets (why, received_at, id) WHERE outcome = 'quarantined' AND discarded = 0;
CREATE INDEX changesets_waiting_replica_why ON changesets (replica, why, received_at, id) WHERE outcome = 'quarantined' AND discarded = 0;
