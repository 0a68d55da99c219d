namespace Voxie.SipGateway.Registrations;

/// <summary>What the machine tells its shell to do.</summary>
/// <param name="After">Of <see cref="RegistrationDeed.Wait"/> and <see cref="RegistrationDeed.WatchExpiry"/>.</param>
internal readonly record struct RegistrationAction(RegistrationDeed Deed, TimeSpan After = default);

