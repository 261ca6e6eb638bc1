using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sampan.Server.Tests.Validation;

public sealed class CertificateRequestValidationTests
{
    private const string Api = "certificates.k8s.io/v1";
    private const string Kind = "CertificateSigningRequest";
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    // Signed once; a request is valid for ever.
    private static readonly byte[] Der = MakeRequest();
    private static readonly string Signed = Encode(PemEncoding.WriteString("CERTIFICATE REQUEST", Der));

    private static byte[] MakeRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    private static string MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Body(string conditions = "", string certificate = "", string signer = "example.com/s", string usages = "\"client auth\"", string request = "") =>
        $$$"""{"metadata":{"name":"any NAME"},"spec":{"request":"{{{(request.Length == 0 ? Signed : request)}}}","signerName":"{{{signer}}}","usages":[{{{usages}}}]},"status":{"conditions":[{{{conditions}}}],"certificate":"{{{certificate}}}"}}""";

    [Fact]
    public void Create_GoodRequest_IsValidWhateverItsName() => Assert.Equal("", Judged.Create(Api, Kind, Body()));

    [Fact]
    public void Create_RequestSignedByAnother_IsReported()
    {
        var forged = Der.ToArray();
        forged[^1] ^= 1;

        var pem = Encode(PemEncoding.WriteString("CERTIFICATE REQUEST", forged));
        Assert.Equal($"spec.request: Invalid value: \"{pem}\": x509: ECDSA verification failure", Judged.Create(Api, Kind, Body(request: pem)));
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "PEM block type must be CERTIFICATE REQUEST")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n", "asn1: syntax error: sequence truncated")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n", "asn1: syntax error: truncated tag or length")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nMAIB\n-----END CERTIFICATE REQUEST-----\n", "asn1: syntax error: data truncated")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nBAEA\n-----END CERTIFICATE REQUEST-----\n", "asn1: structure error: tags don't match (16 vs {class:0 tag:4 length:1 isCompound:false}) {optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} certificateRequest @2")]
    public void Create_BrokenRequest_IsReported(string pem, string fault) =>
        Assert.Equal($"spec.request: Invalid value: \"{Encode(pem)}\": {fault}", Judged.Create(Api, Kind, Body(request: Encode(pem))));

    [Theory]
    [InlineData("", "spec.signerName: Required value")]
    [InlineData("kubernetes.io/legacy-unknown", "spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version")]
    [InlineData("s", "spec.signerName: Invalid value: \"s\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData("a.b/c/d", "spec.signerName: Invalid value: \"a.b/c/d\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData("A/B_", "spec.signerName: Invalid value: \"A\": validating label \"A\": " + Label + " | spec.signerName: Invalid value: \"A\": should be a domain with at least two segments separated by dots | spec.signerName: Invalid value: \"B_\": validating label \"B_\": " + Subdomain)]
    public void Create_FaultySigner_IsReported(string signer, string expected) => Assert.Equal(expected, Judged.Create(Api, Kind, Body(signer: signer)));

    [Fact]
    public void Create_FaultyUsages_ReportsUnknownOnesBeforeRepeatedOnes()
    {
        var errors = Judged.Create(Api, Kind, Body(usages: "\"any\",\"any\",\"odd\"")).Split(" | ");

        Assert.Equal(2, errors.Length);
        Assert.StartsWith("spec.usages[2]: Unsupported value: \"odd\": supported values: \"any\", \"cert sign\"", errors[0], StringComparison.Ordinal);
        Assert.Equal("spec.usages[1]: Duplicate value: \"any\"", errors[1]);
    }

    [Theory]
    [InlineData("""{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}""", "status.conditions: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive")]
    [InlineData("""{"status":"Maybe"},{"type":"Failed","status":"False"},{"type":"x"},{"type":"x","status":"True"}""", "status.conditions[0].type: Required value | status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\" | status.conditions[1].status: Unsupported value: \"False\": supported values: \"True\" | status.conditions[2].status: Required value | status.conditions[3].type: Duplicate value: \"x\"")]
    public void Approval_FaultyConditions_AreReported(string conditions, string expected) =>
        Assert.Equal(expected, Judged.Subresource(Api, Kind, "approval", Body(), Body(conditions)));

    [Theory]
    [InlineData("approval", """{"type":"Approved","status":"True"}""", "", "status.conditions: Forbidden: updates may not remove a condition of type \"Approved\"")]
    [InlineData("status", "", """{"type":"Approved","status":"True"}""", "status.conditions: Forbidden: updates may not add a condition of type \"Approved\"")]
    [InlineData("status", """{"type":"Denied","status":"True"}""", """{"type":"Denied","status":"True","reason":"r"}""", "status.conditions: Forbidden: updates may not modify a condition of type \"Denied\"")]
    [InlineData("approval", """{"type":"Denied","status":"True"}""", """{"type":"Denied","status":"True","reason":"r"}""", "")]
    [InlineData("status", "", """{"type":"Failed","status":"True"}""", "")]
    [InlineData("approval", """{"type":"x","status":"True"},{"type":"x","status":"True"}""", """{"type":"x","status":"True"},{"type":"x","status":"True"}""", "")]
    public void Subresource_ChangedConditions_AreForTheirSubresourceAlone(string subresource, string before, string after, string expected) =>
        Assert.Equal(expected, Judged.Subresource(Api, Kind, subresource, Body(before), Body(after)));

    [Fact]
    public void Subresource_Certificate_IsIssuedOnceByTheSigner()
    {
        var (first, second) = (Encode(MakeCertificate()), Encode(MakeCertificate()));

        Assert.Equal("", Judged.Status(Api, Kind, Body(), Body(certificate: first)));
        Assert.Equal("status.certificate: Forbidden: updates may not modify existing certificate content", Judged.Status(Api, Kind, Body(certificate: first), Body(certificate: second)));
        Assert.Equal("status.certificate: Forbidden: updates may not set certificate content", Judged.Subresource(Api, Kind, "approval", Body(), Body(certificate: first)));
    }

    [Theory]
    [InlineData("nothing", "must contain at least one CERTIFICATE PEM block")]
    [InlineData("-----BEGIN KEY-----\nAAAA\n-----END KEY-----", "only CERTIFICATE PEM blocks are allowed, found \"KEY\"")]
    [InlineData("-----BEGIN CERTIFICATE-----\na: b\n\nAAAA\n-----END CERTIFICATE-----", "no PEM block headers are permitted")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "found CERTIFICATE PEM block containing 0 certificates")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "x509: malformed certificate")]
    public void Status_FaultyCertificate_IsReported(string pem, string fault) => Assert.Equal(
        $"status.certificate: Invalid value: \"<certificate data>\": {fault}",
        Judged.Status(Api, Kind, Body(), Body(certificate: Encode(pem))));
}
