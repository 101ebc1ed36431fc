// A refused act, once more in the form in which it was told.
import { toldScreen } from "./correcting.js";
import { outboxScreen } from "./outbox-screen.js";
import { promiseScreen } from "./promises.js";
import { visitScreen } from "./visit.js";
import { lineScreen } from "./watch.js";

const FORMS = {
  "visit.record": (app, act) => visitScreen(app, act.body.post, act),
  "visit.correct": (app, act) => toldScreen(app, act.body.visit, act),
  "follow_up.answer": (app, act) => promiseScreen(app, act.body.follow_up, act),
  "logbook.write": lineScreen,
  "follow_up.declare_done": (app, act) => promiseScreen(app, act.body.follow_up, act),
};

/** The form of the refused act with this id; the outbox where it is gone meanwhile. */
export async function correctionOf(app, id) {
  const act = (await app.store.acts()).find((one) => one.id === id);
  const form = act && FORMS[act.kind];
  return form ? form(app, act) : outboxScreen(app);
}
