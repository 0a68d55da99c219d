namespace Voxie.SipGateway.Registrations;

internal enum RegistrationPhase
{
    Off,
    /// <summary>The registrar's addresses are looked up.</summary>
    Resolving,
    /// <summary>A REGISTER is under way.</summary>
    Registering,
    /// <summary>Registered; the next REGISTER has its time.</summary>
    Idle,
    /// <summary>Not registered, or not for long: a pause before the next try.</summary>
    Waiting,
    /// <summary>Taking leave (Expires 0).</summary>
    Leaving,
    Gone,
}
