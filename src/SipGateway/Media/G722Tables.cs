namespace Voxie.SipGateway.Media;

/// <summary>The constants of ITU-T G.722, with the names of its tables.</summary>
internal static class G722Tables
{
    /// <summary>Q6: decision levels of the lower band's quantizer, from the second on.</summary>
    public static ReadOnlySpan<int> LowDecisions =>
    [
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765,
        1980, 2195, 2557, 2919,
    ];

    /// <summary>QQ6: what the six bits of the lower band stand for.</summary>
    public static ReadOnlySpan<int> LowLevels6 =>
    [
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
        24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
    ];

    /// <summary>QQ4: what their upper four stand for, which is all that both predictors hear of.</summary>
    public static ReadOnlySpan<int> LowLevels4 =>
        [0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0];

    /// <summary>WL by RL42: by how much a code of the lower band moves its scale.</summary>
    public static ReadOnlySpan<int> LowScaling => [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60];

    /// <summary>QQ2: what the two bits of the upper band stand for.</summary>
    public static ReadOnlySpan<int> HighLevels => [-7408, -1616, 7408, 1616];

    /// <summary>WH by RH2.</summary>
    public static ReadOnlySpan<int> HighScaling => [798, -214, 798, -214];

    /// <summary>The upper band's only decision level.</summary>
    public const int HighDecision = 564;

    /// <summary>ILB: 2048 times two to the power of n/32.</summary>
    public static ReadOnlySpan<int> Powers =>
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];
}
