namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>Element types of tensors that our models use (ONNXTensorElementDataType).</summary>
internal enum OnnxElement
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
}
