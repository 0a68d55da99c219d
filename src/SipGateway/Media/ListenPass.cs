using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Media;

/// <summary>
/// What the listening thread does once per phase, after the legs are decoded: one pass over every sink that got frames
/// (<c>ListenEngine.Pass</c>). Listening thread only: no await, no block, no allocation per frame.
/// </summary>
/// <param name="heard">Each sink once.</param>
public delegate void ListenPass(ReadOnlySpan<IFrameSink> heard);
