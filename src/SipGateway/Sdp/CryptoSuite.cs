namespace Voxie.SipGateway.Sdp;

/// <summary>A crypto-suite that our media can do, by its name in session descriptions.</summary>
/// <param name="KeyBytes">Master key and salt together.</param>
/// <param name="IsOffered">False: taken when a peer offers it, but not offered by us.</param>
internal sealed record CryptoSuite(string Name, int KeyBytes, bool IsOffered = true);
