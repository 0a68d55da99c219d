namespace Voxie.Interop.Matrix;

/// <summary>What a cell says.</summary>
internal enum Verdict
{
    NotRun,
    NotSupported,
    Works,
    Fails,
}
