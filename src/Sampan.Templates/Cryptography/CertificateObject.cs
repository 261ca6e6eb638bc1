using Sampan.Templates.Values;

namespace Sampan.Templates.Cryptography;

/// <summary>A certificate and its private key, both PEM: <c>sprig.certificate</c>.</summary>
internal sealed class CertificateObject(string certificate, string key) : ITemplateObject
{
    public string Certificate { get; } = certificate;

    public string Key { get; } = key;

    public string GoType => "sprig.certificate";

    public IReadOnlyList<TemplateField> Fields { get; } = [new("Cert", certificate), new("Key", key)];
}
