import type { CountryPack, PollingStation } from '@ovoz/election-model';
import type { GenerationPlan, Mission } from './generation-plan.ts';
import { fill } from './station-words.ts';

/** Stations at the missions of the plan, in real cities, with the hours and the zone of the city. */
export function abroadStations(pack: CountryPack, plan: GenerationPlan): readonly PollingStation[] {
  const { abroad } = plan;
  if (abroad === undefined) return [];
  const places = abroad.missions.flatMap((mission) =>
    Array.from({ length: mission.stations }, (_, index) => ({ mission, n: index + 1 })),
  );
  return places.map(({ mission, n }, index): PollingStation => {
    const name = fill(abroad[mission.kind], { city: mission.city });
    return {
      number: abroadNumber(pack, plan, index + 1),
      territoryCode: pack.abroadTerritory,
      kind: 'abroad',
      name: mission.stations === 1 ? name : fill(abroad.repeated, { name, n }),
      address: fill(abroad.address, { city: mission.city, country: mission.country }),
      ...nearMission(mission, n),
      stepFree: 'unknown',
      opens: pack.pollingHours.opens,
      closes: pack.pollingHours.closes,
      timeZone: mission.timeZone,
      languages: [...plan.stationLanguages],
      hostCountry: mission.country,
      generated: true,
    };
  });
}

function abroadNumber(pack: CountryPack, plan: GenerationPlan, n: number): string {
  const { numbering } = plan;
  if (numbering.kind === 'by-region') {
    return numbering.abroad + String(n).padStart(numbering.digits, '0');
  }
  const { domestic, remote } = pack.officialStations;
  return String(domestic + remote + n);
}

/** Several stations of a mission stand a few hundred metres apart, so that a map shows each. */
function nearMission(mission: Mission, n: number) {
  return {
    latitudeE4: Math.round(mission.latitude * 10_000) + (n - 1) * 40,
    longitudeE4: Math.round(mission.longitude * 10_000) + (n - 1) * 30,
  };
}
