using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Flite;

/// <summary><c>cst_wave</c> of flite 2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FliteWave
{
    public byte* Type;
    public int RateHz;
    public int Count;
    public int Channels;
    public short* Samples;
}
