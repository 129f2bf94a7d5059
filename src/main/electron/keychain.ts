// The system's keeper of secrets, as Electron offers it. On Linux without a keyring it only pretends to encrypt; then
// there is none.
import { app, safeStorage } from 'electron'
import type { Keychain } from '../store/keys.ts'

/** Null before the application is ready, and where secrets would lie in the open. */
export function systemKeychain(): Keychain | null {
  if (!app.isReady() || !safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null
  return { seal: (secret) => safeStorage.encryptString(secret), open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)) }
}
