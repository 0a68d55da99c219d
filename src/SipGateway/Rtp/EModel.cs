namespace Voxie.SipGateway.Rtp;

/// <summary>
/// What a listener would say of a line, by the E-model (ITU-T G.107, all that is not measured at its default). On the scale of telephone
/// sound: of a wide-band codec it tells what loss and delay cost, not how much better it sounds. Pure.
/// </summary>
internal static class EModel
{
    /// <summary>R of a line without loss and delay.</summary>
    private const double Best = 93.2;

    /// <summary>ITU-T G.113 Appendix I: how well G.711 with concealment bears random loss.</summary>
    private const double Robustness = 25.1;

    /// <param name="lossShare">Packets that were not played, 0 to 1.</param>
    /// <param name="burstRatio">Mean length of a run of losses over that of random loss; 1: random.</param>
    /// <param name="oneWayMs">From mouth to ear.</param>
    public static double Rating(double lossShare, double burstRatio, double oneWayMs)
    {
        // The delay impairment as simplified by Cole and Rosenbluth (2001) from G.107, echo well cancelled.
        var delay = 0.024 * oneWayMs + (oneWayMs > 177.3 ? 0.11 * (oneWayMs - 177.3) : 0);
        var percent = 100 * Math.Clamp(lossShare, 0, 1);
        var loss = 95 * percent / (percent / Math.Max(burstRatio, 1) + Robustness);
        return Math.Clamp(Best - delay - loss, 0, 100);
    }

    /// <summary>Annex B: the mean opinion score of a rating, 1 to 4.5.</summary>
    public static double Mos(double rating) => rating <= 0 ? 1 : 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
}
