namespace Voxie.Interop.Matrix;

/// <summary>What is said of cells that work, where it is not the whole truth.</summary>
internal static class MatrixNotes
{
    public const string Early = "A 183 with a session is not taken for the answer, and the call goes on to it; that the caller hears it is proven with Asterisk.";
    public const string Sent = "It sends us on; we call the new one, and the call goes on with it.";
    public const string WeSend = "We call the new one, and send it there by REFER with Replaces.";
    public const string NoMedia = "Signalling only.";
}
