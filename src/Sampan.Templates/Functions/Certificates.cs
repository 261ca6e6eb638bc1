using System.Net;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;
using Sampan.Templates.Cryptography;
using Sampan.Templates.Execution;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for private keys and certificates.</summary>
internal static class Certificates
{
    private const int KeyBits = 2048;
    private const int LongKeyBits = 4096;
    private static readonly ParameterType Text = ParameterType.Text;
    private static readonly ParameterType Days = ParameterType.Integer;
    private static readonly ParameterType Names = ParameterType.List;
    private static readonly ParameterType Certificate = ParameterType.Other("sprig.certificate", canBeNil: false, value => value is CertificateObject);

    public static void AddTo(FunctionTable table)
    {
        table.Add("genPrivateKey", [Text], (context, arguments) => Generate(context, (string)arguments[0]!));
        table.Add("buildCustomCert", [Text, Text], (_, arguments) => Build((string)arguments[0]!, (string)arguments[1]!));
        table.Add("genCA", [Text, Days], (context, arguments) => Authority(context, (string)arguments[0]!, (nint)arguments[1]!, null));
        table.Add("genCAWithKey", [Text, Days, Text], (context, arguments) => Authority(context, (string)arguments[0]!, (nint)arguments[1]!, (string)arguments[2]!));
        table.Add("genSelfSignedCert", [Text, Names, Names, Days], (context, arguments) =>
            Leaf(context, (string)arguments[0]!, arguments[1], arguments[2], (nint)arguments[3]!, null, null));
        table.Add("genSelfSignedCertWithKey", [Text, Names, Names, Days, Text], (context, arguments) =>
            Leaf(context, (string)arguments[0]!, arguments[1], arguments[2], (nint)arguments[3]!, null, (string)arguments[4]!));
        table.Add("genSignedCert", [Text, Names, Names, Days, Certificate], (context, arguments) =>
            Leaf(context, (string)arguments[0]!, arguments[1], arguments[2], (nint)arguments[3]!, (CertificateObject)arguments[4]!, null));
        table.Add("genSignedCertWithKey", [Text, Names, Names, Days, Certificate, Text], (context, arguments) =>
            Leaf(context, (string)arguments[0]!, arguments[1], arguments[2], (nint)arguments[3]!, (CertificateObject)arguments[4]!, (string)arguments[5]!));
    }

    private static string Generate(FunctionContext context, string type) => type switch
    {
        "" or "rsa" => PrivateKey.Write(PrivateKey.GenerateRsa(context, LongKeyBits)),
        "dsa" => PrivateKey.Write(PrivateKey.GenerateDsa(context)),
        "ecdsa" => PrivateKey.Write(PrivateKey.GenerateElliptic(context)),
        "ed25519" => PrivateKey.Write(PrivateKey.GenerateEd25519(context)),
        _ => $"Unknown type {type}",
    };

    private static CertificateObject Build(string certificate, string key)
    {
        var certificateText = Encodings.Base64(certificate, out _) ?? throw new FunctionException("unable to decode base64 certificate");
        var keyText = Encodings.Base64(key, out _) ?? throw new FunctionException("unable to decode base64 private key");
        var built = new CertificateObject(GoText.FromBytes(certificateText), GoText.FromBytes(keyText));
        _ = ReadCertificate(built.Certificate, "unable to decode certificate", "error parsing certificate: decodedCert.Bytes: ");
        _ = ReadKey(built.Key, "error parsing private key: ");
        return built;
    }

    private static CertificateObject Authority(FunctionContext context, string name, long days, string? keyText)
    {
        var (key, text) = KeyOf(context, keyText);
        return new CertificateObject(CertificateMaker.Make(context, name, [], days, key, null, isAuthority: true), text);
    }

    private static CertificateObject Leaf(
        FunctionContext context, string name, object? addresses, object? domains, long days, CertificateObject? authority, string? keyText)
    {
        var (key, text) = KeyOf(context, keyText);
        var names = AlternativeNames(addresses, domains);
        var issuer = authority is null ? ((X509Certificate, AsymmetricKeyParameter)?)null : Issuer(authority);
        return new CertificateObject(CertificateMaker.Make(context, name, names, days, key, issuer, isAuthority: false), text);
    }

    private static (AsymmetricKeyParameter Key, string Text) KeyOf(FunctionContext context, string? text)
    {
        if (text is not null)
        {
            return (ReadKey(text, "parsing private key: "), text);
        }

        var pair = PrivateKey.GenerateRsa(context, KeyBits);
        return (pair.Private, PrivateKey.Write(pair));
    }

    private static (X509Certificate Certificate, AsymmetricKeyParameter Key) Issuer(CertificateObject authority) => (
        ReadCertificate(authority.Certificate, "unable to decode certificate", "error parsing certificate: decodedSignerCert.Bytes: "),
        ReadKey(authority.Key, "error parsing private key: "));

    private static AsymmetricKeyParameter ReadKey(string text, string context)
    {
        try
        {
            return PrivateKey.Read(text);
        }
        catch (FormatException exception)
        {
            throw new FunctionException(context + exception.Message);
        }
    }

    private static X509Certificate ReadCertificate(string text, string whenMissing, string context)
    {
        if (Pem.Read(text) is not var (_, content))
        {
            throw new FunctionException(whenMissing);
        }

        try
        {
            return new X509Certificate(content);
        }
        catch (CertificateException exception)
        {
            throw new FunctionException(context + exception.Message);
        }
    }

    private static List<GeneralName> AlternativeNames(object? addresses, object? domains)
    {
        var names = new List<GeneralName>();
        foreach (var domain in (List<object?>?)domains ?? [])
        {
            names.Add(new GeneralName(GeneralName.DnsName, domain as string
                ?? throw new FunctionException($"error processing alternate dns name: {Texts.Of(domain)} is not a string")));
        }

        foreach (var address in (List<object?>?)addresses ?? [])
        {
            var text = address as string ?? throw new FunctionException($"error parsing ip: {Texts.Of(address)} is not a string");
            names.Add(new GeneralName(GeneralName.IPAddress, IPAddress.TryParse(text, out _) ? text : throw new FunctionException($"error parsing ip: {text}")));
        }

        return names;
    }
}
