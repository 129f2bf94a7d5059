// What answers the entries of care. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as outreachCommands from './commands/outreach.ts'
import { remind } from './commands/remind.ts'
import { decideReward, payReward, proposeReward } from './commands/rewards.ts'
import * as ticketsCommands from './commands/tickets.ts'
import * as queries from './queries.ts'
import { figures } from './queries/figures.ts'
import * as outreachQueries from './queries/outreach.ts'
import { prompts } from './queries/prompts.ts'
import * as ticketsQueries from './queries/tickets.ts'
import { voice } from './queries/voice.ts'

export { care as contract } from '../../../shared/modules/care/contract.ts'

export const handlers = {
  ask: ticketsCommands.ask,
  answer: ticketsCommands.answer,
  tick: ticketsCommands.tick,
  hand: ticketsCommands.hand,
  finish: ticketsCommands.finish,
  mark: ticketsCommands.mark,
  reopen: ticketsCommands.reopen,
  proposeReward,
  decideReward,
  payReward,
  link: ticketsCommands.link,
  adopt: ticketsCommands.adopt,
  keepService: commands.keepService,
  keepArticle: commands.keepArticle,
  give: commands.give,
  advance: commands.advance,
  pass: commands.pass,
  launch: outreachCommands.launch,
  reply: outreachCommands.reply,
  close: outreachCommands.close,
  answerPrompt: outreachCommands.answerPrompt,
  planCallBack: outreachCommands.planCallBack,
  callBack: outreachCommands.callBack,
  greet: outreachCommands.greet,
  remind,
  requests: ticketsQueries.requests,
  steps: ticketsQueries.steps,
  marks: ticketsQueries.marks,
  workOrders: ticketsQueries.workOrders,
  services: queries.services,
  people: queries.people,
  articles: queries.articles,
  tasks: queries.tasks,
  campaigns: outreachQueries.campaigns,
  invitees: outreachQueries.invitees,
  selection: outreachQueries.selection,
  prompts,
  callbacks: outreachQueries.callbacks,
  figures,
  voice,
} satisfies HandlersOf<'care'>
