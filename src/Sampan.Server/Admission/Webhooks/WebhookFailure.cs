namespace Sampan.Server.Admission.Webhooks;

/// <summary>A webhook that could not be asked or gave no valid answer, which its failure policy decides about. The message says why.</summary>
internal sealed class WebhookFailure(string why) : Exception(why);
