// What answers the entries of documents. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'
import * as papers from './queries/papers.ts'

export { documents as contract } from '../../../shared/modules/documents/contract.ts'

export const handlers = {
  templates: queries.templates,
  template: queries.template,
  saveTemplate: commands.saveTemplate,
  addTemplate: commands.addTemplate,
  useTemplate: commands.useTemplate,
  preview: queries.preview,
  print: jobs.print,
  reprint: jobs.reprint,
  keepPicture: jobs.keepPicture,
  keepFile: jobs.keepFile,
  saveFile: jobs.saveFile,
  picture: queries.picture,
  showPicture: jobs.showPicture,
  list: papers.list,
  paper: papers.paper,
  facts: queries.facts,
  establish: commands.establish,
  archive: commands.archive,
} satisfies HandlersOf<'documents'>
