// The switches burnt into the packed executable: what Electron could do and this application never needs.
import path from 'node:path'
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

export const wanted = {
  /** ELECTRON_RUN_AS_NODE would turn the executable into a Node that reads the keychain as us. */
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /** Bounds checks of WebAssembly by the processor, as Chromium has it. */
  [FuseV1Options.WasmTrapHandlers]: true,
}
const names = Object.fromEntries(
  Object.entries(FuseV1Options)
    .filter(([name]) => Number.isNaN(Number(name)))
    .map(([name, index]) => [index, name]),
)

/** The executable electron-builder made. */
export function executableOf({ electronPlatformName, appOutDir, packager }) {
  const name = electronPlatformName === 'linux' ? packager.executableName : packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return path.join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name)
  return path.join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : name)
}

/** Every fuse this Electron has, by name; those younger than it are absent. */
export async function readFuses(executable) {
  const wire = await getCurrentFuseWire(executable)
  return Object.fromEntries(
    Object.keys(wanted)
      .filter((index) => wire[index] !== undefined)
      .map((index) => [names[index], wire[index] === FuseState.ENABLE]),
  )
}

/** Sets them all. @throws when a fuse exists that nobody decided about. */
export async function setFuses(context) {
  const executable = executableOf(context)
  const wire = await getCurrentFuseWire(executable)
  const present = Object.keys(wire).filter((index) => !Number.isNaN(Number(index)))
  const unknown = present.filter((index) => !(index in wanted))
  if (unknown.length > 0) throw new Error(`this Electron has fuses nobody decided about: ${unknown.join(', ')}`)
  const set = Object.fromEntries(present.map((index) => [index, wanted[index]]))
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    strictlyRequireAllFuses: false,
    ...set,
  })
}

/** What is not as wanted, in words. */
export async function wrongFuses(executable) {
  const read = await readFuses(executable)
  return Object.entries(wanted).flatMap(([index, state]) => {
    const name = names[index]
    return name in read && read[name] !== state ? [`${name} is ${read[name] ? 'on' : 'off'}`] : []
  })
}
