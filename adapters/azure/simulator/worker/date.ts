import { forbid } from './guard';
import { currentInvocation } from './invocation';

/** `Date` as the app sees it: the present is the world's, and no orchestrator's. Given times it is the ordinary one. */
export function replaceDate(): void {
  const RealDate = Date;
  const realNow = RealDate.now;
  const now = (): number => currentInvocation()?.now ?? realNow();
  RealDate.now = () => {
    forbid('Date.now');
    return now();
  };
  const replaced = new Proxy(RealDate, {
    construct(target, args, newTarget: DateConstructor) {
      if (args.length > 0) return Reflect.construct(target, args, newTarget) as Date;
      forbid('new Date()');
      return Reflect.construct(target, [now()], newTarget) as Date;
    },
    apply() {
      forbid('Date()');
      return new RealDate(now()).toString();
    },
  });
  RealDate.prototype.constructor = replaced;
  globalThis.Date = replaced;
}
