// The sync worker as Electron's utility process: a sandbox-free child of its own that dies with the application.
import { utilityProcess } from 'electron'
import type { FromWorker, Port } from '../sync/port.ts'

export function utilityPort(file: string): Port {
  const child = utilityProcess.fork(file, [], { serviceName: 'Forecourt Sync', stdio: 'ignore', env: {} })
  return {
    post: (message) => child.postMessage(message),
    hear: (listener) => void child.on('message', (message) => listener(message as FromWorker)),
    gone: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  }
}
