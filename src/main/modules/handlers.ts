// Name → function for every contract entry; a missing or ill-fitting one does not compile.
import * as documentsCommands from './documents/commands.ts'
import * as documentsJobs from './documents/jobs.ts'
import * as documentsQueries from './documents/queries.ts'
import type { Handlers } from './handler.ts'
import * as adminCommands from './admin/commands.ts'
import * as adminJobs from './admin/jobs.ts'
import * as adminQueries from './admin/queries.ts'
import * as adminAudit from './admin/queries/audit.ts'
import * as insightsCommands from './insights/commands.ts'
import * as insightsQueries from './insights/queries.ts'
import { figures as insightsFigures } from './insights/queries/figures.ts'
import * as privacyCommands from './privacy/commands.ts'
import * as privacyJobs from './privacy/jobs.ts'
import * as privacyProvenance from './privacy/queries/provenance.ts'
import * as privacyConsents from './privacy/queries/consents.ts'
import * as preparationCommands from './preparation/commands.ts'
import * as preparationQueries from './preparation/queries.ts'
import * as catalogueCommands from './catalogue/commands.ts'
import * as catalogueQueries from './catalogue/queries.ts'
import * as recallCommands from './recalls/commands.ts'
import * as recallQueries from './recalls/queries.ts'
import * as stocktakeCommands from './stocktakes/commands.ts'
import * as stocktakeJobs from './stocktakes/jobs.ts'
import * as stocktakeQueries from './stocktakes/queries.ts'
import * as settlementCommands from './settlements/commands.ts'
import * as settlementJobs from './settlements/jobs.ts'
import * as settlementQueries from './settlements/queries.ts'
import * as floorCommands from './floor/commands.ts'
import * as floorQueries from './floor/queries.ts'
import * as workshopCommands from './workshop/commands.ts'
import * as workshopLines from './workshop/commands/lines.ts'
import * as workshopQueries from './workshop/queries.ts'
import * as workshopCars from './workshop/queries/cars.ts'
import * as yardCommands from './yard/commands.ts'
import * as yardQueries from './yard/queries.ts'
import * as tradeinCommands from './tradeins/commands.ts'
import * as tradeinQueries from './tradeins/queries.ts'
import * as testdriveCommands from './testdrives/commands.ts'
import * as testdriveQueries from './testdrives/queries.ts'
import * as applicationCommands from './applications/commands.ts'
import * as applicationQueries from './applications/queries.ts'
import * as approvalsCommands from './approvals/commands.ts'
import * as approvalsQueries from './approvals/queries.ts'
import * as loanCommands from './loans/commands.ts'
import * as loanQueries from './loans/queries.ts'
import * as deputyCommands from './approvals/commands/deputies.ts'
import * as deputyQueries from './approvals/queries/deputies.ts'
import { contracts } from './orders/queries/contracts.ts'
import * as schemeCommands from './orders/commands/schemes.ts'
import * as schemeQueries from './orders/queries/compare.ts'
import * as ordersCommands from './orders/commands.ts'
import * as ordersTerms from './orders/commands/terms.ts'
import * as ordersQueries from './orders/queries.ts'
import { card as orderCard } from './orders/queries/card.ts'
import { figures as orderFigures } from './orders/queries/figures.ts'
import { execution as orderExecution } from './orders/queries/execution.ts'
import * as partCommands from './parts/commands.ts'
import * as purchaseCommands from './purchasing/commands.ts'
import * as purchaseQueries from './purchasing/queries.ts'
import { advice as purchaseAdvice } from './purchasing/queries/advice.ts'
import * as supplierQueries from './purchasing/queries/suppliers.ts'
import * as partPromises from './parts/commands/promises.ts'
import * as partDemand from './parts/queries/demand.ts'
import * as partQueries from './parts/queries.ts'
import * as receivablesCommands from './receivables/commands.ts'
import * as receivablesQueries from './receivables/queries.ts'
import * as targetCommands from './targets/commands.ts'
import * as targetQueries from './targets/queries.ts'
import * as alertCommands from './alerts/commands.ts'
import * as alertQueries from './alerts/queries.ts'
import * as alertMessages from './alerts/queries/messages.ts'
import * as arrearsCommands from './arrears/commands.ts'
import * as arrearsQueries from './arrears/queries.ts'
import * as bankCommands from './bank/commands.ts'
import * as bankQueries from './bank/queries.ts'
import * as invoiceCommands from './invoices/commands.ts'
import * as invoiceQueries from './invoices/queries.ts'
import * as closingCommands from './closings/commands.ts'
import * as closingQueries from './closings/queries.ts'
import * as homeQueries from './home/queries.ts'
import * as identityCommands from './identity/commands.ts'
import * as identityJobs from './identity/jobs.ts'
import * as identityQueries from './identity/queries.ts'
import * as customerCommands from './customers/commands.ts'
import * as customerAroundCommands from './customers/commands/around.ts'
import { around as customerAround } from './customers/queries/around.ts'
import { warnings as customerWarnings } from './customers/queries/warnings.ts'
import * as customerMerge from './customers/commands/merge.ts'
import * as customerCard from './customers/queries/card.ts'
import * as customerFollowUps from './customers/queries/follow-ups.ts'
import * as customerPage from './customers/queries/page.ts'
import * as customerSimilar from './customers/queries/similar.ts'
import * as leadCommands from './leads/commands.ts'
import { capture as captureLead } from './leads/commands/capture.ts'
import * as leadCard from './leads/queries/card.ts'
import * as leadChoice from './leads/queries/choice.ts'
import { agenda } from './leads/queries/agenda.ts'
import { figures } from './leads/queries/figures.ts'
import * as leadRuleTable from './leads/commands/rule-table.ts'
import * as leadPage from './leads/queries/page.ts'
import * as leadVisits from './leads/queries/visits.ts'
import * as customerTwins from './customers/queries/twins.ts'
import * as exportCommands from './exports/commands.ts'
import * as exportJobs from './exports/jobs.ts'
import * as importCommands from './imports/commands.ts'
import * as importFile from './imports/jobs/file.ts'
import * as importRun from './imports/jobs/run.ts'
import * as importBatches from './imports/queries/batches.ts'
import * as careCommands from './care/commands.ts'
import * as careOutreach from './care/commands/outreach.ts'
import * as careTickets from './care/commands/tickets.ts'
import * as careTicketQueries from './care/queries/tickets.ts'
import * as careQueries from './care/queries.ts'
import { figures as careFigures } from './care/queries/figures.ts'
import * as careReach from './care/queries/outreach.ts'
import * as messageCommands from './messages/commands.ts'
import * as messageQueries from './messages/queries.ts'
import * as paletteSearch from './palette/queries/search.ts'
import * as setupJobs from './setup/jobs.ts'
import * as shellCommands from './shell/commands.ts'
import * as shellQueries from './shell/queries.ts'
import * as syncCommands from './sync/commands.ts'
import * as syncJobs from './sync/jobs.ts'
import * as syncQueries from './sync/queries.ts'
import * as syncCases from './sync/queries/cases.ts'
import * as vehicleCommands from './vehicles/commands.ts'
import * as vehicleRights from './vehicles/commands/rights.ts'
import * as vehicleTransfer from './vehicles/commands/transfer.ts'
import * as vehicleCard from './vehicles/queries/card.ts'
import * as vehicleHanding from './vehicles/queries/handing.ts'
import * as vehiclePage from './vehicles/queries/page.ts'

export const handlers = {
  'care.ask': careTickets.ask,
  'care.answer': careTickets.answer,
  'care.tick': careTickets.tick,
  'care.hand': careTickets.hand,
  'care.finish': careTickets.finish,
  'care.mark': careTickets.mark,
  'care.reopen': careTickets.reopen,
  'care.adopt': careTickets.adopt,
  'care.keepService': careCommands.keepService,
  'care.keepArticle': careCommands.keepArticle,
  'care.give': careCommands.give,
  'care.advance': careCommands.advance,
  'care.pass': careCommands.pass,
  'care.launch': careOutreach.launch,
  'care.reply': careOutreach.reply,
  'care.close': careOutreach.close,
  'care.answerPrompt': careOutreach.answerPrompt,
  'care.planCallBack': careOutreach.planCallBack,
  'care.callBack': careOutreach.callBack,
  'care.greet': careOutreach.greet,
  'care.requests': careTicketQueries.requests,
  'care.steps': careTicketQueries.steps,
  'care.marks': careTicketQueries.marks,
  'care.services': careQueries.services,
  'care.people': careQueries.people,
  'care.articles': careQueries.articles,
  'care.tasks': careQueries.tasks,
  'care.campaigns': careReach.campaigns,
  'care.invitees': careReach.invitees,
  'care.selection': careReach.selection,
  'care.prompts': careReach.prompts,
  'care.callbacks': careReach.callbacks,
  'care.figures': careFigures,
  'messages.page': messageQueries.page,
  'messages.tries': messageQueries.tries,
  'messages.templates': messageQueries.templates,
  'messages.versions': messageQueries.versions,
  'messages.preview': messageQueries.preview,
  'messages.post': messageQueries.post,
  'messages.write': messageCommands.write,
  'messages.cancel': messageCommands.cancel,
  'messages.again': messageCommands.again,
  'messages.keepTemplate': messageCommands.keepTemplate,
  'messages.keepChannel': messageCommands.keepChannel,
  'messages.takePost': messageCommands.takePost,
  'messages.givePost': messageCommands.givePost,
  'messages.begin': messageCommands.begin,
  'messages.settle': messageCommands.settle,
  'messages.hear': messageCommands.hear,
  'orders.card': orderCard,
  'orders.execution': orderExecution,
  'orders.figures': orderFigures,
  'orders.page': ordersQueries.page,
  'orders.basis': ordersQueries.basis,
  'orders.terms': ordersQueries.terms,
  'orders.candidates': ordersQueries.candidates,
  'orders.draft': ordersTerms.draft,
  'orders.change': ordersTerms.change,
  'orders.contracts': contracts,
  'orders.compare': schemeQueries.compare,
  'orders.oldCars': schemeQueries.oldCars,
  'orders.another': schemeCommands.another,
  'orders.choose': schemeCommands.choose,
  'orders.renew': schemeCommands.renew,
  'orders.place': ordersCommands.place,
  'orders.withdraw': ordersCommands.withdraw,
  'orders.sign': ordersCommands.sign,
  'orders.reserve': ordersCommands.reserve,
  'orders.changeVehicle': ordersCommands.changeVehicle,
  'orders.check': ordersCommands.check,
  'orders.cancel': ordersCommands.cancel,
  'orders.appoint': ordersCommands.appoint,
  'orders.deliver': ordersCommands.deliver,
  'receivables.page': receivablesQueries.page,
  'receivables.dayTotals': receivablesQueries.dayTotals,
  'receivables.standing': receivablesQueries.standing,
  'receivables.receive': receivablesCommands.receive,
  'receivables.refund': receivablesCommands.refund,
  'receivables.reverse': receivablesCommands.reverse,
  'receivables.held': receivablesQueries.held,
  'receivables.payouts': receivablesQueries.payouts,
  'receivables.payOut': receivablesCommands.payOut,
  'receivables.takeBack': receivablesCommands.takeBack,
  'invoices.page': invoiceQueries.page,
  'invoices.card': invoiceQueries.card,
  'invoices.basis': invoiceQueries.basis,
  'invoices.prepare': invoiceCommands.prepare,
  'invoices.issue': invoiceCommands.issue,
  'invoices.taxPaid': invoiceCommands.taxPaid,
  'invoices.void': invoiceCommands.void,
  'invoices.reverse': invoiceCommands.reverse,
  'arrears.page': arrearsQueries.page,
  'arrears.card': arrearsQueries.card,
  'arrears.figures': arrearsQueries.figures,
  'arrears.remind': arrearsCommands.remind,
  'arrears.planTasks': arrearsCommands.planTasks,
  'arrears.setTerms': arrearsCommands.setTerms,
  'arrears.askWriteOff': arrearsCommands.askWriteOff,
  'arrears.decideWriteOff': arrearsCommands.decideWriteOff,
  'bank.page': bankQueries.page,
  'bank.card': bankQueries.card,
  'bank.match': bankCommands.match,
  'bank.matchSure': bankCommands.matchSure,
  'bank.undo': bankCommands.undo,
  'bank.ignore': bankCommands.ignore,
  'closings.page': closingQueries.page,
  'closings.card': closingQueries.card,
  'closings.standing': closingQueries.standing,
  'closings.count': closingCommands.count,
  'closings.confirm': closingCommands.confirm,
  'closings.giveBack': closingCommands.giveBack,
  'catalogue.page': catalogueQueries.page,
  'catalogue.add': catalogueCommands.add,
  'catalogue.change': catalogueCommands.change,
  'catalogue.price': catalogueCommands.price,
  'catalogue.applyPrice': catalogueCommands.applyPrice,
  'recalls.page': recallQueries.page,
  'recalls.hits': recallQueries.hits,
  'recalls.read': recallQueries.read,
  'recalls.ofVehicle': recallQueries.ofVehicle,
  'recalls.enter': recallCommands.enter,
  'recalls.change': recallCommands.change,
  'recalls.fix': recallCommands.fix,
  'preparation.card': preparationQueries.card,
  'preparation.inspect': preparationCommands.inspect,
  'preparation.tick': preparationCommands.tick,
  'preparation.photograph': preparationCommands.photograph,
  'preparation.pass': preparationCommands.pass,
  'preparation.waive': preparationCommands.waive,
  'preparation.handOver': preparationCommands.handOver,
  'yard.figures': yardQueries.figures,
  'yard.costs': yardQueries.costs,
  'yard.accrueRebate': yardCommands.accrueRebate,
  'yard.documentRebate': yardCommands.documentRebate,
  'yard.rebateArrived': yardCommands.rebateArrived,
  'stocktakes.page': stocktakeQueries.page,
  'stocktakes.card': stocktakeQueries.card,
  'stocktakes.lines': stocktakeQueries.lines,
  'stocktakes.open': stocktakeCommands.open,
  'stocktakes.scan': stocktakeCommands.scan,
  'stocktakes.unscan': stocktakeCommands.unscan,
  'stocktakes.decide': stocktakeCommands.decide,
  'stocktakes.submit': stocktakeCommands.submit,
  'stocktakes.reopen': stocktakeCommands.reopen,
  'stocktakes.drop': stocktakeCommands.drop,
  'stocktakes.post': stocktakeJobs.post,
  'stocktakes.beginPosting': stocktakeCommands.beginPosting,
  'stocktakes.postLines': stocktakeCommands.postLines,
  'stocktakes.finishPosting': stocktakeCommands.finishPosting,
  'parts.page': partQueries.page,
  'parts.orders': partDemand.orders,
  'parts.demand': partDemand.demand,
  'purchasing.advice': purchaseAdvice,
  'purchasing.page': purchaseQueries.page,
  'purchasing.card': purchaseQueries.card,
  'purchasing.ask': purchaseCommands.ask,
  'purchasing.decide': purchaseCommands.decide,
  'purchasing.order': purchaseCommands.order,
  'purchasing.drop': purchaseCommands.drop,
  'purchasing.receive': purchaseCommands.receive,
  'purchasing.invoice': purchaseCommands.invoice,
  'purchasing.keepSupplier': purchaseCommands.keepSupplier,
  'purchasing.note': purchaseCommands.note,
  'purchasing.suppliers': supplierQueries.suppliers,
  'purchasing.findSuppliers': supplierQueries.findSuppliers,
  'purchasing.notes': supplierQueries.notes,
  'parts.card': partQueries.card,
  'parts.find': partQueries.find,
  'parts.words': partQueries.words,
  'parts.moves': partQueries.moves,
  'parts.keep': partCommands.keep,
  'parts.archive': partCommands.archive,
  'parts.link': partCommands.link,
  'parts.receive': partCommands.receive,
  'parts.issue': partCommands.issue,
  'parts.giveBack': partCommands.giveBack,
  'parts.sell': partCommands.sell,
  'parts.promise': partPromises.promise,
  'parts.releasePromise': partPromises.releasePromise,
  'parts.takeRights': partPromises.takeRights,
  'parts.returnRights': partPromises.returnRights,
  'parts.overrideRight': partPromises.overrideRight,
  'targets.board': targetQueries.board,
  'targets.schemes': targetQueries.schemes,
  'targets.statement': targetQueries.statement,
  'targets.setTarget': targetCommands.setTarget,
  'targets.addScheme': targetCommands.addScheme,
  'targets.review': targetCommands.review,
  'targets.lock': targetCommands.lock,
  'alerts.rules': alertQueries.rules,
  'alerts.choices': alertQueries.choices,
  'alerts.preview': alertQueries.preview,
  'alerts.due': alertQueries.due,
  'alerts.page': alertQueries.page,
  'alerts.card': alertQueries.card,
  'alerts.report': alertQueries.report,
  'alerts.messages': alertMessages.messages,
  'alerts.unread': alertMessages.unread,
  'alerts.keepRule': alertCommands.keepRule,
  'alerts.ring': alertCommands.ring,
  'alerts.handle': alertCommands.handle,
  'alerts.markRead': alertCommands.markRead,
  'tradeins.page': tradeinQueries.page,
  'tradeins.pictures': tradeinQueries.pictures,
  'tradeins.targets': tradeinQueries.targets,
  'tradeins.appraise': tradeinCommands.appraise,
  'tradeins.reappraise': tradeinCommands.reappraise,
  'tradeins.value': tradeinCommands.value,
  'tradeins.decide': tradeinCommands.decide,
  'tradeins.take': tradeinCommands.take,
  'tradeins.drop': tradeinCommands.drop,
  'settlements.page': settlementQueries.page,
  'settlements.card': settlementQueries.card,
  'settlements.content': settlementQueries.content,
  'settlements.waiting': settlementQueries.waiting,
  'settlements.discount': settlementCommands.discount,
  'settlements.settle': settlementCommands.settle,
  'settlements.collect': settlementCommands.collect,
  'settlements.giveBack': settlementCommands.giveBack,
  'settlements.handOver': settlementCommands.handOver,
  'settlements.noteUploaded': settlementCommands.noteUploaded,
  'settlements.upload': settlementJobs.upload,
  'floor.board': floorQueries.board,
  'floor.mine': floorQueries.mine,
  'floor.ofOrder': floorQueries.ofOrder,
  'floor.efficiency': floorQueries.efficiency,
  'floor.bays': floorQueries.bays,
  'floor.keepBay': floorCommands.keepBay,
  'floor.plan': floorCommands.plan,
  'floor.replan': floorCommands.replan,
  'floor.split': floorCommands.split,
  'floor.unplan': floorCommands.unplan,
  'floor.clock': floorCommands.clock,
  'workshop.findCars': workshopCars.findCars,
  'workshop.around': workshopCars.around,
  'workshop.page': workshopQueries.page,
  'workshop.card': workshopQueries.card,
  'workshop.open': workshopCommands.open,
  'workshop.change': workshopCommands.change,
  'workshop.photograph': workshopCommands.photograph,
  'workshop.authorise': workshopLines.authorise,
  'workshop.addJob': workshopLines.addJob,
  'workshop.addPart': workshopLines.addPart,
  'workshop.decide': workshopLines.decide,
  'workshop.charge': workshopLines.charge,
  'workshop.move': workshopCommands.move,
  'workshop.check': workshopCommands.check,
  'workshop.cancel': workshopCommands.cancel,
  'testdrives.calendar': testdriveQueries.calendar,
  'testdrives.page': testdriveQueries.page,
  'testdrives.card': testdriveQueries.card,
  'testdrives.routes': testdriveQueries.routes,
  'testdrives.choices': testdriveQueries.choices,
  'testdrives.book': testdriveCommands.book,
  'testdrives.move': testdriveCommands.move,
  'testdrives.depart': testdriveCommands.depart,
  'testdrives.bringBack': testdriveCommands.bringBack,
  'testdrives.score': testdriveCommands.score,
  'testdrives.end': testdriveCommands.end,
  'loans.products': loanQueries.products,
  'loans.addProduct': loanCommands.addProduct,
  'loans.changeProduct': loanCommands.changeProduct,
  'applications.page': applicationQueries.page,
  'applications.ofOrder': applicationQueries.ofOrder,
  'applications.card': applicationQueries.card,
  'applications.policies': applicationQueries.policies,
  'applications.open': applicationCommands.open,
  'applications.send': applicationCommands.send,
  'applications.askPapers': applicationCommands.askPapers,
  'applications.approve': applicationCommands.approve,
  'applications.refuse': applicationCommands.refuse,
  'applications.withdraw': applicationCommands.withdraw,
  'applications.disburse': applicationCommands.disburse,
  'applications.issue': applicationCommands.issue,
  'applications.attach': applicationCommands.attach,
  'approvals.waiting': approvalsQueries.waiting,
  'approvals.count': approvalsQueries.count,
  'approvals.decided': approvalsQueries.decided,
  'approvals.needs': approvalsQueries.needs,
  'approvals.flow': approvalsQueries.flow,
  'approvals.deputies': deputyQueries.deputies,
  'approvals.depute': deputyCommands.depute,
  'approvals.endDeputy': deputyCommands.endDeputy,
  'approvals.remind': deputyCommands.remind,
  'approvals.decide': approvalsCommands.decide,
  'approvals.addRule': approvalsCommands.addRule,
  'approvals.changeRule': approvalsCommands.changeRule,
  'approvals.removeRule': approvalsCommands.removeRule,
  'approvals.establish': approvalsCommands.establish,
  'documents.templates': documentsQueries.templates,
  'documents.template': documentsQueries.template,
  'documents.saveTemplate': documentsCommands.saveTemplate,
  'documents.addTemplate': documentsCommands.addTemplate,
  'documents.useTemplate': documentsCommands.useTemplate,
  'documents.preview': documentsQueries.preview,
  'documents.print': documentsJobs.print,
  'documents.reprint': documentsJobs.reprint,
  'documents.keepPicture': documentsJobs.keepPicture,
  'documents.picture': documentsQueries.picture,
  'documents.showPicture': documentsJobs.showPicture,
  'documents.list': documentsQueries.list,
  'documents.facts': documentsQueries.facts,
  'documents.establish': documentsCommands.establish,
  'documents.archive': documentsCommands.archive,
  'admin.users': adminQueries.users,
  'admin.roles': adminQueries.roles,
  'admin.sites': adminQueries.sites,
  'admin.addUser': adminJobs.addUser,
  'admin.resetPassword': adminJobs.resetPassword,
  'admin.createUser': adminCommands.createUser,
  'admin.editUser': adminCommands.editUser,
  'admin.replacePassword': adminCommands.replacePassword,
  'admin.deactivateUser': adminCommands.deactivateUser,
  'admin.reactivateUser': adminCommands.reactivateUser,
  'admin.createRole': adminCommands.createRole,
  'admin.editRole': adminCommands.editRole,
  'admin.removeRole': adminCommands.removeRole,
  'admin.parameters': adminQueries.parameters,
  'admin.dateParameter': adminCommands.dateParameter,
  'admin.dropParameter': adminCommands.dropParameter,
  'admin.site': adminQueries.site,
  'admin.describeSite': adminCommands.describeSite,
  'admin.audit': adminAudit.audit,
  'admin.auditLine': adminAudit.auditLine,
  'admin.auditWords': adminAudit.auditWords,
  'admin.verifyAudit': adminAudit.verifyAudit,
  'admin.exportAudit': adminJobs.exportAudit,
  'admin.noteExport': adminCommands.noteExport,
  'admin.establish': adminCommands.establish,
  'home.today': homeQueries.today,
  'identity.people': identityQueries.people,
  'identity.me': identityQueries.me,
  'identity.standing': identityJobs.standing,
  'identity.signIn': identityJobs.signIn,
  'identity.switchUser': identityJobs.switchUser,
  'identity.actAs': identityJobs.actAs,
  'identity.lock': identityJobs.lock,
  'identity.unlock': identityJobs.unlock,
  'identity.signOut': identityJobs.signOut,
  'identity.prove': identityJobs.prove,
  'identity.setPassword': identityJobs.setPassword,
  'identity.setPin': identityJobs.setPin,
  'identity.keepPassword': identityCommands.keepPassword,
  'identity.keepPin': identityCommands.keepPin,
  'identity.noteSignIn': identityCommands.noteSignIn,
  'identity.noteSwitch': identityCommands.noteSwitch,
  'identity.noteUnlock': identityCommands.noteUnlock,
  'identity.noteSignOut': identityCommands.noteSignOut,
  'identity.noteFailedSignIn': identityCommands.noteFailedSignIn,
  'insights.segments': insightsQueries.segments,
  'insights.figures': insightsFigures,
  'insights.page': insightsQueries.page,
  'insights.limits': insightsQueries.limits,
  'insights.of': insightsQueries.of,
  'insights.keepSegment': insightsCommands.keepSegment,
  'insights.shiftClass': insightsCommands.shiftClass,
  'insights.dropSegment': insightsCommands.dropSegment,
  'insights.confirm': insightsCommands.confirm,
  'insights.planChecks': insightsCommands.planChecks,
  'privacy.consents': privacyConsents.consents,
  'privacy.noteConsent': privacyCommands.noteConsent,
  'privacy.provenance': privacyProvenance.provenance,
  'privacy.lookUp': privacyJobs.lookUp,
  'privacy.handOut': privacyJobs.handOut,
  'privacy.noteVerification': privacyCommands.noteVerification,
  'privacy.noteHandedOut': privacyCommands.noteHandedOut,
  'customers.around': customerAround,
  'customers.warnings': customerWarnings,
  'customers.keepCar': customerAroundCommands.keepCar,
  'customers.dropCar': customerAroundCommands.dropCar,
  'customers.arrange': customerAroundCommands.arrange,
  'customers.settleArranged': customerAroundCommands.settleArranged,
  'customers.page': customerPage.page,
  'customers.words': customerPage.words,
  'customers.card': customerCard.card,
  'customers.merge': customerMerge.merge,
  'customers.twins': customerTwins.twins,
  'customers.duplicates': customerTwins.duplicates,
  'customers.similar': customerSimilar.similar,
  'customers.followUps': customerFollowUps.followUps,
  'customers.dueCount': customerFollowUps.dueCount,
  'customers.add': customerCommands.add,
  'customers.correct': customerCommands.correct,
  'customers.archive': customerCommands.archive,
  'customers.restore': customerCommands.restore,
  'customers.erase': customerCommands.erase,
  'customers.reveal': customerCommands.reveal,
  'customers.planFollowUp': customerCommands.planFollowUp,
  'customers.finishFollowUp': customerCommands.finishFollowUp,
  'customers.noteTalk': customerCommands.noteTalk,
  'customers.dropFollowUp': customerCommands.dropFollowUp,
  'leads.page': leadPage.page,
  'leads.board': leadPage.board,
  'leads.words': leadPage.words,
  'leads.card': leadCard.card,
  'leads.openOf': leadCard.openOf,
  'leads.visits': leadVisits.visits,
  'leads.capture': captureLead,
  'leads.add': leadCommands.add,
  'leads.correct': leadCommands.correct,
  'leads.move': leadCommands.move,
  'leads.assign': leadCommands.assign,
  'leads.receive': leadCommands.receive,
  'leads.seeOut': leadCommands.seeOut,
  'leads.rules': leadChoice.rules,
  'leads.figures': figures,
  'leads.agenda': agenda,
  'leads.keepRule': leadRuleTable.keepRule,
  'leads.shiftRule': leadRuleTable.shiftRule,
  'leads.dropRule': leadRuleTable.dropRule,
  'exports.run': exportJobs.run,
  'exports.noteExport': exportCommands.noteExport,
  'imports.read': importFile.read,
  'imports.check': importFile.check,
  'imports.report': importFile.report,
  'imports.run': importRun.run,
  'imports.batches': importBatches.batches,
  'imports.begin': importCommands.begin,
  'imports.take': importCommands.take,
  'imports.finish': importCommands.finish,
  'imports.undo': importCommands.undo,
  'palette.search': paletteSearch.search,
  'setup.status': setupJobs.status,
  'setup.tryDemo': setupJobs.tryDemo,
  'setup.startStore': setupJobs.startStore,
  'setup.enter': setupJobs.enter,
  'setup.retry': setupJobs.retry,
  'setup.startAnew': setupJobs.startAnew,
  'setup.unlock': setupJobs.unlock,
  'setup.join': setupJobs.join,
  'setup.backups': setupJobs.backups,
  'setup.backupNow': setupJobs.backupNow,
  'setup.chooseBackupFolder': setupJobs.chooseBackupFolder,
  'setup.pickBackup': setupJobs.pickBackup,
  'setup.restore': setupJobs.restore,
  'setup.newRecoveryCode': setupJobs.newRecoveryCode,
  'setup.recoveryWritten': setupJobs.recoveryWritten,
  'setup.changePassphrase': setupJobs.changePassphrase,
  'setup.resetDemo': setupJobs.resetDemo,
  'setup.leaveDemo': setupJobs.leaveDemo,
  'shell.draft': shellQueries.draft,
  'shell.saveDraft': shellCommands.saveDraft,
  'shell.dropDraft': shellCommands.dropDraft,
  'shell.views': shellQueries.views,
  'shell.saveView': shellCommands.saveView,
  'shell.removeView': shellCommands.removeView,
  'shell.preferences': shellQueries.preferences,
  'shell.savePreference': shellCommands.savePreference,
  'vehicles.page': vehiclePage.page,
  'vehicles.card': vehicleCard.card,
  'vehicles.byVin': vehicleCard.byVin,
  'vehicles.words': vehicleCard.words,
  'vehicles.handing': vehicleHanding.handing,
  'vehicles.promise': vehicleHanding.promise,
  'vehicles.arrive': vehicleCommands.arrive,
  'vehicles.receive': vehicleCommands.receive,
  'vehicles.correct': vehicleCommands.correct,
  'vehicles.reprice': vehicleCommands.reprice,
  'vehicles.move': vehicleCommands.move,
  'vehicles.setState': vehicleCommands.setState,
  'vehicles.takeRights': vehicleRights.takeRights,
  'vehicles.returnRights': vehicleRights.returnRights,
  'vehicles.giveRights': vehicleRights.giveRights,
  'vehicles.overrideRight': vehicleRights.overrideRight,
  'vehicles.transfer': vehicleTransfer.transfer,
  'sync.status': syncQueries.status,
  'sync.waiting': syncQueries.waiting,
  'sync.recent': syncQueries.recent,
  'sync.cases': syncCases.cases,
  'sync.case': syncCases.case,
  'sync.quarantine': syncQueries.quarantine,
  'sync.amending': syncQueries.amending,
  'sync.changeCar': syncCommands.changeCar,
  'sync.cancelOrder': syncCommands.cancelOrder,
  'sync.moveDrive': syncCommands.moveDrive,
  'sync.cancelDrive': syncCommands.cancelDrive,
  'sync.confirmHandover': syncCommands.confirmHandover,
  'sync.takeMine': syncCommands.takeMine,
  'sync.resolveCase': syncCommands.resolveCase,
  'sync.handOver': syncCommands.handOver,
  'sync.comment': syncCommands.comment,
  'sync.now': syncJobs.now,
  'sync.retry': syncJobs.retry,
  'sync.amend': syncJobs.amend,
  'sync.discard': syncJobs.discard,
  'sync.join': syncJobs.join,
} satisfies Handlers
