using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Aws;

/// <summary>
/// Signs calls to Amazon Web Services (Signature Version 4): with the key in the connection's configuration, or where there is none with what AWS's own
/// chain finds (environment, profile, container, instance).
/// </summary>
/// <param name="clock">A signature holds for the moment it was made in.</param>
public sealed class AwsCredential(TimeProvider clock) : ICredential
{
    private const string Prefix = "AutoTag:Connections:{alias}";

    // The one service that is called.
    private const string Service = "rekognition";

    // Where validation at start was overruled; AWS's answer then names the region it expects.
    private const string DefaultRegion = "us-east-1";

    /// <inheritdoc />
    public string Alias => "aws";

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        bool hasId = AwsSettings.AccessKeyId(options) is not null;
        bool hasSecret = !string.IsNullOrWhiteSpace(options.ApiKey);
        if (hasId != hasSecret)
        {
            yield return hasId
                ? $"{Prefix}:ApiKey is missing: put the secret access key that belongs to Settings:AccessKeyId into user secrets, the environment or a key vault, or take both out to use AWS's own chain of credentials."
                : $"{Prefix}:Settings:AccessKeyId is missing: name the key whose secret stands in ApiKey, or take both out to use AWS's own chain of credentials.";
        }

        if (options.Endpoint is { IsAbsoluteUri: true } endpoint && AwsSettings.Region(options, endpoint) is null)
        {
            yield return $"{Prefix}:Settings:Region is missing: the endpoint does not say in which region the call is signed. Write it there, for example eu-central-1.";
        }
    }

    /// <inheritdoc />
    public async Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            AWSCredentials credentials = AwsSettings.AccessKeyId(connection.Options) is { } id
                ? new BasicAWSCredentials(id, connection.Options.ApiKey?.Trim())
                : await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancellationToken);
            ImmutableCredentials keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            await RequestSignature.AddAsync(request, keys, Service, AwsSettings.Region(connection.Options, connection.Endpoint) ?? DefaultRegion, clock.GetUtcNow(), cancellationToken);
            return null;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            return new Failure(
                FailureKind.Unauthorised,
                $"No AWS credentials were found for connection '{connection.Alias}'. Set AutoTag:Connections:{connection.Alias}:Settings:AccessKeyId and ApiKey, or give this server a role or profile.")
            {
                Code = "credential",
                Sent = false,
            };
        }
    }
}
