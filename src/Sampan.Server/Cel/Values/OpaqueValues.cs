using System.Net;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;

namespace Sampan.Server.Cel.Values;

/// <summary>A Kubernetes quantity.</summary>
internal sealed class QuantityValue(Quantity value) : CelValue
{
    public Quantity Value { get; } = value;

    public override CelType Type => OpaqueTypes.Quantity;

    public override bool EqualTo(CelValue other) => other is QuantityValue quantity && quantity.Value == Value;
}

/// <summary>A URL.</summary>
internal sealed class UrlValue(UrlParts parts) : CelValue
{
    public UrlParts Parts { get; } = parts;

    public override CelType Type => OpaqueTypes.Url;

    public override bool EqualTo(CelValue other) => other is UrlValue url && url.Parts == Parts;
}

/// <summary>An address.</summary>
internal sealed class IpValue(IPAddress value) : CelValue
{
    public IPAddress Value { get; } = value;

    public override CelType Type => OpaqueTypes.Ip;

    public override long? Size => Value.GetAddressBytes().Length;

    public override bool EqualTo(CelValue other) => other is IpValue ip && ip.Value.Equals(Value);
}

/// <summary>A network: an address within it and the length of its prefix.</summary>
internal sealed class CidrValue(IPAddress address, int prefix) : CelValue
{
    public IPAddress Address { get; } = address;

    public int Prefix { get; } = prefix;

    public override CelType Type => OpaqueTypes.Cidr;

    public override long? Size => (Prefix + 7) / 8;

    public override bool EqualTo(CelValue other) => other is CidrValue cidr && cidr.Prefix == Prefix && cidr.Address.Equals(Address);
}

/// <summary>A semantic version.</summary>
internal sealed class SemverValue(SemanticVersion value) : CelValue
{
    public SemanticVersion Value { get; } = value;

    public override CelType Type => OpaqueTypes.Semver;

    public override bool EqualTo(CelValue other) => other is SemverValue version && version.Value.CompareTo(Value) == 0;
}

/// <summary>A named format that texts can be checked against.</summary>
/// <param name="name">The name.</param>
/// <param name="patternSize">The size of the regular expression that the check amounts to.</param>
/// <param name="check">What is wrong with a text; nothing if it fits.</param>
internal sealed class FormatValue(string name, int patternSize, Func<string, IReadOnlyList<string>> check) : CelValue
{
    public string Name { get; } = name;

    public int PatternSize { get; } = patternSize;

    public Func<string, IReadOnlyList<string>> Check { get; } = check;

    public override CelType Type => OpaqueTypes.Format;

    public override bool EqualTo(CelValue other) => other is FormatValue format && format.Name == Name;
}
