namespace Voxie.SipGateway.Calls;

/// <summary>By which road a digit came.</summary>
internal enum DigitRoute { Rtp, Info, Sound }
