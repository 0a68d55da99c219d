namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>ONNX Runtime refused; the message is its own.</summary>
internal sealed class OnnxException(string message) : Exception(message);
