using System.Globalization;

namespace Sampan.Server.Decoding;

/// <summary>Where the decoder is: with indexes and keys for warnings, and by field names alone as Go's type errors give it.</summary>
internal readonly record struct DecodingPath(string Full, string Fields)
{
    public DecodingPath Member(string name) => new(Join(Full, name), Join(Fields, name));

    public DecodingPath Entry(string key) => new(Join(Full, key), Fields);

    public DecodingPath Element(int index) => this with { Full = $"{Full}[{index.ToString(CultureInfo.InvariantCulture)}]" };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
