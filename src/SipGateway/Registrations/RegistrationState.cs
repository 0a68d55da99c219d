namespace Voxie.SipGateway.Registrations;

/// <summary>Where a registration stands.</summary>
/// <param name="Asked">What is asked for in Expires; a registrar may make it longer (423).</param>
internal sealed record RegistrationState(TimeSpan Asked)
{
    public RegistrationPhase Phase { get; init; }

    /// <summary>The registrar's last grant has not run out.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>The last answer said that we are not wanted.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Which of the registrar's addresses is used, from 0.</summary>
    public int Target { get; init; }

    public int Targets { get; init; }

    /// <summary>This REGISTER refreshes a registration.</summary>
    public bool IsRefresh { get; init; }

    /// <summary>Rounds over all addresses in a row that came to nothing.</summary>
    public int Failures { get; init; }

    /// <summary>How often the registrar asked for longer intervals in a row.</summary>
    public int Raised { get; init; }
}
