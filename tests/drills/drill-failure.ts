/** Why a drill cannot go on: something that the system should have done differently. */
export class DrillFailure extends Error {
  override name = 'DrillFailure';
}
