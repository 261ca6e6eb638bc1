using Sampan.Kubernetes.Caching;

namespace Sampan.Charts.Schemas;

/// <summary>A schema that is ready to judge values, by as many threads as there are.</summary>
internal sealed class CompiledSchema
{
    /// <summary>Bytes of schemas in a generation.</summary>
    private const int GenerationSize = 4 << 20;

    private static readonly Uri Address = new("file:///values.schema.json");

    /// <summary>Fifty releases of one chart bring the same schema fifty times, and it costs far more to compile than to use.</summary>
    private static readonly GenerationalCache<ReadOnlyMemory<byte>, CompiledSchema> Known = new(new SameBytes(), GenerationSize);

    private readonly SchemaCompiler _compiler;
    private readonly JsonSchema _root;

    private CompiledSchema(SchemaCompiler compiler, JsonSchema root)
    {
        _compiler = compiler;
        _root = root;
    }

    /// <summary>The schema in a file; <paramref name="fetch"/> gets those at other addresses. Throws <see cref="SchemaException"/>.</summary>
    public static CompiledSchema Of(ReadOnlyMemory<byte> data, Func<Uri, ReadOnlyMemory<byte>>? fetch)
    {
        if (Known.TryGet(data, out var known))
        {
            return known!;
        }

        var compiler = new SchemaCompiler(fetch);
        var compiled = new CompiledSchema(compiler, compiler.Compile(Address, SchemaData.Parse(data)));
        if (!compiler.UsedOtherDocuments)
        {
            Known.Keep(data, compiled, data.Length);
        }

        return compiled;
    }

    /// <summary>Why a value does not fit; null when it does.</summary>
    public SchemaError? Evaluate(object? value) => SchemaEvaluation.Evaluate(_compiler, _root, value);

    private sealed class SameBytes : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> data)
        {
            var hash = new HashCode();
            hash.AddBytes(data.Span);
            return hash.ToHashCode();
        }
    }
}
