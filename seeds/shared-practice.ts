import { addRoom } from "../src/establishments/add-room.ts";
import type { Tx } from "../src/platform/db.ts";
import { done } from "./done.ts";
import { drFontanel } from "./dr-fontanel.ts";
import { dreLune } from "./dre-lune.ts";
import { openHouse } from "./house.ts";
import { mSarlande } from "./m-sarlande.ts";
import { mmeValcourt } from "./mme-valcourt.ts";

export type CerfVolant = Awaited<ReturnType<typeof openSharedPractice>>;

/** The Cabinet du Cerf-Volant in Vincennes: a general practitioner, a midwife, a cardiologist and a physiotherapist, on two sites, with
 * one room for ultrasound. Patients may cancel online until 48 hours before, and some visits ask for more. */
export async function openSharedPractice(tx: Tx, today: Temporal.PlainDate) {
  const house = await openHouse(tx, {
    name: "Cabinet du Cerf-Volant",
    kind: "shared-practice",
    phone: "+33199001234",
    email: "cabinet.cerf-volant@exemple.fr",
    sites: {
      alley: {
        name: "Cabinet du Cerf-Volant",
        street: "8 allée du Cerf-Volant",
        ...vincennes,
        latitude: 48.8478,
        longitude: 2.4353,
        phone: "+33199001234",
        access:
          "RER A Vincennes, à 6 minutes à pied. Deux places réservées devant l’entrée. Rez-de-chaussée, sonner « Cabinet ».",
        secretariatHours: "Du lundi au vendredi, 08:30 – 12:30 et 14:00 – 18:30",
        wheelchair: true,
        cancelNotice: "PT48H",
      },
      square: {
        name: "Annexe du Petit-Matin",
        street: "3 placette du Petit-Matin",
        ...vincennes,
        latitude: 48.8511,
        longitude: 2.4301,
        phone: "+33199001235",
        access: "Métro Bérault, à 4 minutes à pied. Premier étage sans ascenseur.",
        secretariatHours: "Du lundi au vendredi, 08:30 – 12:30 et 14:00 – 18:30",
        cancelNotice: "PT48H",
      },
    },
  });
  const { roomId } = done(
    await addRoom(tx, {
      establishmentId: house.establishmentId,
      siteId: house.sites.alley.id,
      name: "Salle d’échographie",
    }),
  );
  return {
    ...house,
    lune: await dreLune(tx, house, today),
    valcourt: await mmeValcourt(tx, house),
    fontanel: await drFontanel(tx, house, { today, roomId }),
    sarlande: await mSarlande(tx, house, today),
  };
}

/** The sites of the Cerf-Volant. */
export type Sites = "alley" | "square";

const vincennes = { postalCode: "94300", commune: "Vincennes", inseeCode: "94080" };
