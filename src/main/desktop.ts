// One profile on this machine from first run to ready: keys, open store, sync, backups. Plain Node; main.ts adds windows.

/** What jobs may ask of the profile itself. */
export type DesktopControl = Record<never, never>
