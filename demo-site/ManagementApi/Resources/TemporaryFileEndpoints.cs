using System.Text;
using DemoSite.ManagementApi.Answers;
using DemoSite.SignIn.Policies;
using Microsoft.Extensions.Options;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Media;
using Umbraco.Cms.Core.Models.TemporaryFile;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.OperationStatus;

namespace DemoSite.ManagementApi.Resources;

/// <summary><c>temporary-file</c>: an upload waits here until the item that names it is saved.</summary>
internal static class TemporaryFileEndpoints
{
    // What the usual file systems take, in bytes.
    private const int LongestName = 255;

    public static void MapTemporaryFiles(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/temporary-file").RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
        group.MapGet("/configuration", Configuration);
        // No antiforgery token: the bearer header, which no foreign page can set, protects this form.
        group.MapPost("/", CreateAsync).DisableAntiforgery();
        group.MapGet("/{id:guid}", GetAsync);
        group.MapDelete("/{id:guid}", DeleteAsync);
    }

    private static IResult Configuration(IOptionsMonitor<ContentSettings> content, IOptionsMonitor<RuntimeSettings> runtime, IImageUrlGenerator images) =>
        Results.Json(new
        {
            imageFileTypes = images.SupportedImageFileTypes,
            disallowedUploadedFilesExtensions = content.CurrentValue.DisallowedUploadedFileExtensions,
            allowedUploadedFileExtensions = content.CurrentValue.AllowedUploadedFileExtensions,
            maxFileSize = runtime.CurrentValue.MaxRequestLength,
        });

    private static async Task<IResult> CreateAsync(HttpContext context, ITemporaryFileService files)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["Id"], out Guid key) || form.Files.GetFile("File") is not { } file)
        {
            return Problem.BadRequest("Invalid", "Id and File are required");
        }

        if (Encoding.UTF8.GetByteCount(file.FileName) > LongestName)
        {
            return Failure(TemporaryFileOperationStatus.InvalidFileName);
        }

        Attempt<TemporaryFileModel?, TemporaryFileOperationStatus> created = await files.CreateAsync(
            new CreateTemporaryFileModel { Key = key, FileName = file.FileName, OpenReadStream = file.OpenReadStream });
        return created.Success ? Created.At(context, key) : Failure(created.Status);
    }

    private static async Task<IResult> GetAsync(Guid id, ITemporaryFileService files) => await files.GetAsync(id) is { } file
        ? Results.Json(new { id = file.Key, availableUntil = new DateTimeOffset(file.AvailableUntil.ToUniversalTime()), fileName = file.FileName })
        : Failure(TemporaryFileOperationStatus.NotFound);

    private static async Task<IResult> DeleteAsync(Guid id, ITemporaryFileService files)
    {
        Attempt<TemporaryFileModel?, TemporaryFileOperationStatus> deleted = await files.DeleteAsync(id);
        return deleted.Success ? Results.Ok() : Failure(deleted.Status);
    }

    private static IResult Failure(TemporaryFileOperationStatus status) => status switch
    {
        TemporaryFileOperationStatus.NotFound => Problem.NotFound("The temporary file was not found"),
        TemporaryFileOperationStatus.FileExtensionNotAllowed => Problem.BadRequest(
            status.ToString(), "File extension not allowed", "The file extension is not allowed."),
        TemporaryFileOperationStatus.KeyAlreadyUsed => Problem.BadRequest(
            status.ToString(), "Key already used", "The specified key is already used."),
        _ => Problem.BadRequest(status.ToString(), "The file was not accepted", $"The upload ended as {status}."),
    };
}
