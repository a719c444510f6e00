/**
 * Takes the files that a session gives to the user: with a module that is loaded when
 * the first one comes.
 *
 * @param {import("./session.js").ClientSession} session
 * @param {(name: string) => Promise<any>} load
 */
export function takeOffers(session, load) {
  const { transfers } = session;
  transfers.offered = async (offer) => {
    // Until the module is there to take it.
    transfers.open(offer.transfer, () => {});
    /** @param {string} title */
    const fail = (title) =>
      session.receive({
        kind: "error",
        source: "handler",
        code: "app.download",
        title,
      });
    try {
      const receive = await load("downloads");
      receive(offer, transfers, fail);
    } catch (error) {
      console.warn("tempestweb: client.download", error);
      transfers.close(offer.transfer);
      fail(`${offer.files[0].name} could not be downloaded.`);
    }
  };
}
