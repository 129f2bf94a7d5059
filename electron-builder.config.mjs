// What is packed and how, for Windows, macOS and Linux. build/package.mjs runs it; AppImage, deb and NSIS need tools that
// electron-builder downloads, the unpacked build needs nothing.
import { setFuses } from './build/fuses.mjs'
import { useBinding } from './build/binding.mjs'

export default {
  appId: 'com.forecourt.desktop',
  productName: 'Forecourt',
  executableName: 'forecourt',
  copyright: 'Forecourt',
  directories: { output: 'dist', buildResources: 'build/icons' },
  files: [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'package.json',
    // Everything else is bundled; what stays outside are native modules, without their sources and without Node itself.
    '!**/node_modules/node-{linux,win,darwin}-*/**',
    '!**/node_modules/node-addon-api/**',
    '!**/node_modules/better-sqlite3*/{deps,src,binding.gyp,README.md}',
    '!**/node_modules/better-sqlite3*/{deps,src}/**',
    '!**/*.{md,d.ts,map}',
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  extraResources: [{ from: 'migrations', to: 'migrations', filter: ['*.sql'] }],
  // The shipped prebuilds are Node-API: nothing is compiled.
  npmRebuild: false,
  nodeGypRebuild: false,
  ...(process.env.ELECTRON_DIST ? { electronDist: process.env.ELECTRON_DIST, electronVersion: process.env.ELECTRON_VERSION } : {}),
  afterPack: async (context) => {
    useBinding(context)
    await setFuses(context)
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Office',
    icon: 'icon.png',
    maintainer: 'Forecourt <desktop@forecourt.example>',
    synopsis: '展厅: runs a car dealership, online or not',
  },
  deb: {
    depends: [
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'libxss1',
      'libxtst6',
      'libatk-bridge2.0-0',
      'libcups2',
      'libdrm2',
      'libnotify4',
      'libsecret-1-0',
    ],
  },
  win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }], icon: 'icon.png' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    shortcutName: '展厅 Forecourt',
  },
  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    category: 'public.app-category.business',
    icon: 'icon.png',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    darkModeSupport: true,
  },
  publish: null,
}
