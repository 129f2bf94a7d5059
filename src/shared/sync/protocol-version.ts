// The number both sides compare before they talk, and the floor below which HQ only drains an outbox.
export const PROTOCOL = 1
export const PROTOCOL_FLOOR = 1
