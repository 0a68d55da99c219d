using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Voxie.Admin.Tests.Architecture;

/// <summary>
/// Who refers to whom in a built assembly, read from its metadata: bases, fields, signatures and the code itself. Constants are
/// copied by the compiler and leave no trace.
/// </summary>
internal sealed class BuiltAssembly : IDisposable
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public BuiltAssembly(string name)
    {
        _file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Names of the assemblies that it refers to.</summary>
    public IReadOnlyList<string> Assemblies =>
        [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name))];

    /// <summary>Every reference from one type to another, nested types counted as their outermost one, each pair once.</summary>
    public IEnumerable<(TypeName From, TypeName To)> References() =>
        _metadata.TypeDefinitions.SelectMany(handle => Of(handle).Select(to => (From: NameOf(handle), To: to)))
            .Where(pair => pair.From != pair.To).Distinct();

    public void Dispose() => _file.Dispose();

    private HashSet<TypeName> Of(TypeDefinitionHandle handle)
    {
        var found = new Collector(this);
        var type = _metadata.GetTypeDefinition(handle);
        found.Visit(type.BaseType);
        foreach (var made in type.GetInterfaceImplementations()) found.Visit(_metadata.GetInterfaceImplementation(made).Interface);
        foreach (var parameter in type.GetGenericParameters())
            foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                found.Visit(_metadata.GetGenericParameterConstraint(constraint).Type);
        foreach (var field in type.GetFields()) _metadata.GetFieldDefinition(field).DecodeSignature(found, null);
        foreach (var method in type.GetMethods()) Read(_metadata.GetMethodDefinition(method), found);
        return found.Names;
    }

    private void Read(MethodDefinition method, Collector found)
    {
        method.DecodeSignature(found, null);
        if (method.RelativeVirtualAddress == 0) return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(found, null);
        foreach (var region in body.ExceptionRegions) found.Visit(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            ushort value = code.ReadByte();
            if (value == 0xFE) value = (ushort)(0xFE00 | code.ReadByte());
            switch (Operands[value])
            {
                case OperandType.InlineNone: break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: code.Offset += 1; break;
                case OperandType.InlineVar: code.Offset += 2; break;
                case OperandType.InlineI8 or OperandType.InlineR: code.Offset += 8; break;
                case OperandType.InlineSwitch:
                    var branches = code.ReadInt32();
                    code.Offset += 4 * branches;
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    found.Visit(System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                default: code.Offset += 4; break;
            }
        }
    }

    private TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? NameOf(outer) : new TypeName(_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }

    private TypeName NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope) : new TypeName(_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }

    // The values of this provider mean nothing: it is there to see the names go by.
    private sealed class Collector(BuiltAssembly assembly) : ISignatureTypeProvider<int, object?>
    {
        public HashSet<TypeName> Names { get; } = [];

        public void Visit(EntityHandle handle)
        {
            if (handle.IsNil) return;
            var metadata = assembly._metadata;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition: Names.Add(assembly.NameOf((TypeDefinitionHandle)handle)); break;
                case HandleKind.TypeReference: Names.Add(assembly.NameOf((TypeReferenceHandle)handle)); break;
                case HandleKind.TypeSpecification: metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null); break;
                case HandleKind.FieldDefinition: Visit(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
                case HandleKind.MethodDefinition: Visit(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()); break;
                case HandleKind.MethodSpecification:
                    var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    generic.DecodeSignature(this, null);
                    Visit(generic.Method);
                    break;
                case HandleKind.MemberReference:
                    var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                    Visit(member.Parent);
                    if (member.GetKind() == MemberReferenceKind.Field) member.DecodeFieldSignature(this, null);
                    else member.DecodeMethodSignature(this, null);
                    break;
            }
        }

        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => See(handle);
        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => See(handle);
        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => See(handle);
        public int GetArrayType(int elementType, ArrayShape shape) => 0;
        public int GetByReferenceType(int elementType) => 0;
        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;
        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;
        public int GetGenericMethodParameter(object? genericContext, int index) => 0;
        public int GetGenericTypeParameter(object? genericContext, int index) => 0;
        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;
        public int GetPinnedType(int elementType) => 0;
        public int GetPointerType(int elementType) => 0;
        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;
        public int GetSZArrayType(int elementType) => 0;

        private int See(EntityHandle handle)
        {
            Visit(handle);
            return 0;
        }
    }
}
