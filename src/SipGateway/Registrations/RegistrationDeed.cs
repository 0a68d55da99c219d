namespace Voxie.SipGateway.Registrations;

/// <summary>Kinds of <see cref="RegistrationAction"/>.</summary>
internal enum RegistrationDeed
{
    Resolve,
    /// <summary>Send REGISTER to the target of the state.</summary>
    Register,
    /// <summary>Send REGISTER with Expires 0.</summary>
    Leave,
    /// <summary>Come back with <see cref="RegistrationInput.Due"/>; replaces an earlier wait.</summary>
    Wait,
    /// <summary>Come back with <see cref="RegistrationInput.Expired"/>; replaces an earlier one.</summary>
    WatchExpiry,
    StopTimers,
    /// <summary>It is over.</summary>
    Done,
}
