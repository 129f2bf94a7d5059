-- What a useful suggestion earns, and what a task is to improve: the ticket or figure it answers to, and what that was.
ALTER TABLE care_requests ADD COLUMN reward_fen INTEGER;
ALTER TABLE care_requests ADD COLUMN reward_note TEXT;
ALTER TABLE care_requests ADD COLUMN reward_state TEXT;
ALTER TABLE care_requests ADD COLUMN reward_by TEXT;
ALTER TABLE care_requests ADD COLUMN reward_at INTEGER;
ALTER TABLE care_tasks ADD COLUMN improves TEXT;
ALTER TABLE care_tasks ADD COLUMN improves_id TEXT;
ALTER TABLE care_tasks ADD COLUMN was INTEGER;
