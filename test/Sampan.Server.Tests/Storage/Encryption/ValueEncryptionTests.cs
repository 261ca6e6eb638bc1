using System.Security.Cryptography;
using System.Text;
using Sampan.Server.Storage;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Tests.Storage.Encryption;

public sealed class ValueEncryptionTests
{
    private const string Key1 = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Key2 = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static readonly StoreKey Secret = new("/hub/core/secrets", "default/s");
    private static readonly byte[] Json = """{"data":{"password":"aHVudGVyMg=="}}"""u8.ToArray();

    [Theory]
    [InlineData("aesgcm")]
    [InlineData("aescbc")]
    [InlineData("secretbox")]
    public void Write_ThenRead_IsTheSame(string provider)
    {
        var encryption = Of($"{{{provider}: {{keys: [{{name: key1, secret: {Key1}}}]}}}}");

        var stored = encryption.Write(Secret, Json);

        Assert.StartsWith($"k8s:enc:{provider}:v1:key1:", Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(-1, stored.AsSpan().IndexOf("aHVudGVyMg"u8));
        Assert.NotEqual(stored, encryption.Write(Secret, Json));
        var (json, isStale) = encryption.Read(Secret, stored);
        Assert.Equal(Json, json);
        Assert.False(isStale);
    }

    [Fact]
    public void Write_AesGcm_IsBoundToItsPlaceAsKubernetesBindsIt()
    {
        var stored = Of($"{{aesgcm: {{keys: [{{name: key1, secret: {Key1}}}]}}}}").Write(Secret, Json);

        // Decrypted by hand: prefix, 12 bytes of nonce, ciphertext, 16 bytes of tag; the storage key is authenticated.
        var @sealed = stored.AsSpan("k8s:enc:aesgcm:v1:key1:".Length);
        var plain = new byte[@sealed.Length - 28];
        using var cipher = new AesGcm(Convert.FromBase64String(Key1), 16);
        cipher.Decrypt(@sealed[..12], @sealed[12..^16], @sealed[^16..], plain, "/hub/core/secrets/default/s"u8);
        Assert.Equal(Json, plain);
    }

    [Fact]
    public void Open_SecretBoxOfNaClsTests_IsTheirText()
    {
        var key = new SecretBoxKey(Convert.FromHexString("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389")) { Prefix = "" };
        var nonce = Convert.FromHexString("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        var box = Convert.FromHexString(
            "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972"
            + "71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3"
            + "7973f622a43d14a6599b1f654cb45a74e355a5");

        var text = key.Open([.. nonce, .. box], []);

        Assert.Equal(131, text.Length);
        Assert.Equal("be075fc53c81f2d5cf141316ebeb0c7b", Convert.ToHexStringLower(text.AsSpan(0, 16)));
    }

    [Fact]
    public void Rotation_OldKeyReadsAndNewKeyWrites()
    {
        var before = Of($"{{aescbc: {{keys: [{{name: key1, secret: {Key1}}}]}}}}");
        var during = Of($"{{aesgcm: {{keys: [{{name: key2, secret: {Key2}}}]}}}}", $"{{aescbc: {{keys: [{{name: key1, secret: {Key1}}}]}}}}");
        var after = Of($"{{aesgcm: {{keys: [{{name: key2, secret: {Key2}}}]}}}}");
        var old = before.Write(Secret, Json);

        var (json, isStale) = during.Read(Secret, old);
        var rewritten = during.Write(Secret, json);

        Assert.True(isStale);
        Assert.Equal(Json, after.Read(Secret, rewritten).Json);
        Assert.Contains("k8s:enc:aescbc:v1:key1", Assert.Throws<InvalidDataException>(() => after.Read(Secret, old)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_ReadsPlainDataThatIsThenStale()
    {
        var key = $"{{aesgcm: {{keys: [{{name: key1, secret: {Key1}}}]}}}}";

        Assert.Equal((Json, true), Of(key, "{identity: {}}").Read(Secret, Json));
        Assert.Contains("identity", Assert.Throws<InvalidDataException>(() => Of(key).Read(Secret, Json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherResources_AreStoredAsTheyAre()
    {
        var encryption = Of($"{{aesgcm: {{keys: [{{name: key1, secret: {Key1}}}]}}}}");

        Assert.Same(Json, encryption.Write(new StoreKey("/hub/core/configmaps", "default/c"), Json));
        Assert.Same(Json, encryption.Write(new StoreKey("/hub/example.com/secrets", "default/c"), Json));
    }

    [Theory]
    [InlineData("*.*", "/hub/apps/deployments", true)]
    [InlineData("*.apps", "/hub/apps/deployments", true)]
    [InlineData("*.", "/hub/core/pods", true)]
    [InlineData("*.", "/hub/apps/deployments", false)]
    [InlineData("deployments.apps", "/member1/apps/deployments", true)]
    [InlineData("deployments", "/hub/apps/deployments", false)]
    public void Covers_ResourcesAsKubernetesNamesThem(string resource, string collection, bool expected) =>
        Assert.Equal(expected, new EncryptionRule([resource], []).Covers(collection));

    [Fact]
    public void Read_ChangedOrMovedData_IsRefused()
    {
        var encryption = Of($"{{aesgcm: {{keys: [{{name: key1, secret: {Key1}}}]}}}}");
        var stored = encryption.Write(Secret, Json);

        Assert.Throws<InvalidDataException>(() => encryption.Read(new StoreKey(Secret.Collection, "default/other"), stored));
        stored[^1] ^= 1;
        Assert.Throws<InvalidDataException>(() => encryption.Read(Secret, stored));
    }

    [Theory]
    [InlineData("{kms: {name: x}}", "resources[0].providers[0].kms: there is no such provider")]
    [InlineData("{aesgcm: {keys: [{name: key1, secret: c2hvcnQ=}]}}", "resources[0].providers[0].aesgcm.keys[0].secret: expected 16 or 24 or 32 bytes")]
    [InlineData("{aesgcm: {keys: [{name: 'a:b', secret: MDEyMzQ1Njc4OWFiY2RlZg==}]}}", "resources[0].providers[0].aesgcm.keys[0].name")]
    [InlineData("{secretbox: {}}", "resources[0].providers[0].secretbox.keys: at least one key")]
    public void Parse_Malformed_SaysWhereAndShowsNoSecret(string provider, string expected)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Of(provider));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", refused.Message, StringComparison.Ordinal);
    }

    private static ValueEncryption Of(params string[] providers) => new(EncryptionConfiguration.Parse(
        $"{{apiVersion: apiserver.config.k8s.io/v1, kind: EncryptionConfiguration, resources: [{{resources: [secrets], providers: [{string.Join(", ", providers)}]}}]}}"));
}
